import { describe, expect, it } from 'vitest'
import type { HistoryRow } from '@/services/subjects'
import { documentsOf, sizeText, tooLarge, usualKind } from './documents.model'

const row = (event: string, data: object) => ({ event, data }) as unknown as HistoryRow

describe('documents', () => {
  it('have sizes that people read', () => {
    expect([512, 2048, 10 * 1024 * 1024].map(sizeText)).toEqual(['512 B', '2 KB', '10.0 MB'])
  })
  it('that are too large are told before they are sent', () => {
    expect(tooLarge({ name: 'a.pdf', size: 10 * 1024 * 1024 })).toBeUndefined()
    expect(tooLarge({ name: 'a.pdf', size: 10 * 1024 * 1024 + 1 })?.status).toBe(413)
  })
  it('are of the kind that who adds them usually has', () => {
    expect([usualKind('cases', false), usualKind('referrals', true), usualKind('referrals', false)]).toEqual(['evidence', 'bank_reply', 'materials'])
  })
  it('are known from history, removed ones too', () => {
    const told = documentsOf([
      row('Listed', {}),
      row('DocumentAdded', { document: 'D1', name: '照.pdf', size_bytes: 9 }),
      row('DocumentAdded', { document: 'D2', name: '表.xlsx', size_bytes: 8 }),
      row('DocumentRemoved', { document: 'D1', reason: '误传' }),
    ])
    expect([...told.values()]).toEqual([
      { id: 'D1', name: '照.pdf', size: 9, removed: true },
      { id: 'D2', name: '表.xlsx', size: 8, removed: false },
    ])
  })
})
