import { describe, expect, it } from 'vitest'
import type { CaseOutcome } from '@/services/lists'
import { brief, byCase, countOf, isSignable, isToDo, signingOf, tabOf } from './docket.model'

const outcome = (id: string, what: CaseOutcome['outcome']): CaseOutcome => ({ case: id, outcome: what, problem: null, sequence: null })

describe('a frozen list', () => {
  it('opens where the signing is', () => {
    expect(tabOf('target')).toBe('target')
    expect(tabOf('evil')).toBe('recommendation')
    expect(tabOf(undefined)).toBe('recommendation')
  })
  it('is signed while it stands, and only the recommendation list', () => {
    expect(isSignable({ list: 'recommendation', superseded_by: '' })).toBe(true)
    expect(isSignable({ list: 'recommendation', superseded_by: '411502-recommendation-2' })).toBe(false)
    expect(isSignable({ list: 'application', superseded_by: '' })).toBe(false)
  })
  it('offers what is not done yet', () => {
    expect(['open', 'refused', 'signed', 'pushed'].map((one) => isToDo({ outcome: one as 'open' }))).toEqual([true, true, false, false])
  })
  it('shows its digest in brief', () => {
    expect(brief('0123456789abcdef0123456789abcdef')).toBe('01234567…cdef')
  })
})

describe('a signature', () => {
  it('names the chosen cases only where some were chosen', () => {
    expect(signingOf(' 同意 ', '', undefined)).toEqual({ opinion: '同意' })
    expect(signingOf('同意', 'zhang', ['c'])).toEqual({ opinion: '同意', acting_for: 'zhang', cases: ['c'] })
  })
  it('is counted by what came of it', () => {
    const outcomes = [outcome('a', 'signed'), outcome('b', 'refused')]
    expect(countOf(outcomes)).toEqual({ done: 1, refused: 1 })
    expect(byCase(outcomes).get('b')?.outcome).toBe('refused')
  })
})
