import { describe, expect, it } from 'vitest'
import { isConflict, outcomeOf, waiting } from './outbox.model'
import type { Draft } from './store'

describe('the outbox of a phone', () => {
  it('lets a draft go only once the server has it', () => {
    expect(outcomeOf(200)).toBe('sent')
    for (const status of [0, 401, 429, 500, 503]) expect(outcomeOf(status)).toBe('later')
    for (const status of [404, 409, 412, 422]) expect(outcomeOf(status)).toBe('refused')
  })
  it('tells a conflict from a mistake', () => {
    const draft = (status: number) => ({ problem: { status, zh: '', en: '' } }) as Draft
    expect(isConflict(draft(412))).toBe(true)
    expect(isConflict(draft(422))).toBe(false)
    expect(waiting([{ state: 'queued' }, { state: 'refused' }] as Draft[])).toHaveLength(1)
  })
})
