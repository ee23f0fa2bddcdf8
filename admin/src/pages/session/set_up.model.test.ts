import { describe, expect, it } from 'vitest'
import { faultsOf, inputOf, newSetUp } from './set_up.model'

const filled = () => {
  const form = newSetUp()
  form.code = ' ABCD '
  form.system_administrator = { user_name: 'sys', name: '甲', password: 'long-enough-1', email: '' }
  form.security_administrator = { user_name: 'sec', name: '乙', password: 'long-enough-2', email: 'b@x.cn' }
  form.auditor = { user_name: 'aud', name: '丙', password: 'long-enough-3', email: '' }
  return form
}

describe('the first run', () => {
  it('asks for what is missing, step by step', () => {
    expect(faultsOf(newSetUp(), 0)).toEqual({ code: 'missing' })
    expect(faultsOf(newSetUp(), 1)).toEqual({ user_name: 'missing', name: 'missing', password: 'short' })
  })
  it('wants three different people', () => {
    const form = filled()
    form.auditor.user_name = 'sys'
    expect(faultsOf(form, 3)).toEqual({ user_name: 'taken' })
  })
  it('sends no empty fields', () => {
    const input = inputOf(filled())
    expect(input.code).toBe('ABCD')
    expect(input.system_administrator).not.toHaveProperty('email')
    expect(input.security_administrator.email).toBe('b@x.cn')
  })
})
