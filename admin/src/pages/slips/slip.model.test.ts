import { describe, expect, it } from 'vitest'
import { openPartOf, partsOf } from './slip.model'

const ROWS = [
  { event: 'Raised', data: { description: '' } },
  { event: 'Dispatched', data: { parts: [{ id: '1', department: 'd1', request: 'a' }, { id: '2', department: 'd2', request: 'b' }] } },
  { event: 'HandlingStarted', data: { part: '2' } },
  { event: 'PartAnswered', data: { part: '1', outcome: 'done', answer: '办好了' } },
  { event: 'IncompleteAccepted', data: { part: '2', owed: [{ item: '环评', due_on: '2025-05-01' }] } },
  { event: 'OwedItemDelivered', data: { item: '环评' } },
]

describe('parts of a slip', () => {
  it('run beside each other', () => {
    const parts = partsOf(ROWS)
    expect(parts.map((part) => part.status)).toEqual(['done', 'handling'])
    expect(parts[1]?.owed).toEqual([{ item: '环评', due_on: '2025-05-01', delivered: true }])
  })
  it("a department is asked about its own", () => {
    const parts = partsOf(ROWS.slice(0, 2))
    expect(openPartOf(parts, ['d2'])).toBe('2')
    expect(openPartOf(parts, [])).toBe('1')
  })
  it('a misrouted slip starts anew', () => {
    expect(partsOf([...ROWS, { event: 'Misrouted', data: {} }])).toEqual([])
  })
})
