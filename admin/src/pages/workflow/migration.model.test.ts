import { describe, expect, it } from 'vitest'
import type { MigrationEffect } from '@/services/workflows'
import { SHOWN, askedFor, doneFor, everything, isUnchanged, linkTo, shownOf, statesOf } from './migration.model'

const effect = (subject: string, more: Partial<MigrationEffect> = {}): MigrationEffect => ({
  subject, kind: 'case', state: 'Visit.Planned', from: 'a', to: 'b', steps_opened: [], steps_closed: [], clocks: [], ...more,
})

describe('moving what runs', () => {
  it('asks for everything unless something is chosen', () => {
    expect(askedFor(everything())).toEqual({})
    expect(askedFor({ kind: 'case', state: 'Review' })).toEqual({ kind: 'case', state: 'Review' })
  })
  it('is done for as many as the preview counted, with its reason', () => {
    expect(doneFor({ kind: 'slip', state: '' }, { total: 3 }, ' 统一口径 ')).toEqual({ kind: 'slip', reason: '统一口径', expected: 3 })
  })
  it('counts by state, the most first', () => {
    expect(statesOf({ by_state: { A: 1, C: 5, B: 5 } }).map((one) => one.state)).toEqual(['B', 'C', 'A'])
  })
  it('shows first whom it changes something for, and no more than a screen takes', () => {
    const clock = { rule: 'visit', before: null, after: '2025-03-05' }
    const rows = [effect('1'), effect('2', { clocks: [clock] }), effect('3', { steps_closed: ['old'] })]
    expect(rows.map(isUnchanged)).toEqual([true, false, false])
    expect(shownOf({ items: rows }).map((one) => one.subject)).toEqual(['2', '3', '1'])
    expect(shownOf({ items: Array.from({ length: 200 }, (_, i) => effect(String(i))) })).toHaveLength(SHOWN)
  })
  it('leads to each', () => {
    expect(linkTo(effect('7'))).toBe('/cases/7')
    expect(linkTo({ kind: 'referral', subject: '8' })).toBe('/referrals/8')
  })
})
