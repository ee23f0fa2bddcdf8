import { describe, expect, it } from 'vitest'
import zh from '@/i18n/zh'
import { AUDIT_ACTIONS } from './audit.model'

describe('the audit log', () => {
  it('has a word for every action, and no other', () => {
    expect(AUDIT_ACTIONS.map((one) => one.replace(/\./g, '_')).sort()).toEqual(Object.keys(zh.auditAction).sort())
  })
})
