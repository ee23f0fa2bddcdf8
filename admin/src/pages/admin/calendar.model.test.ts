import { describe, expect, it } from 'vitest'
import { monthsOf, outcomeOf } from './calendar.model'

describe("a year's calendar", () => {
  it('has twelve whole months in weeks from Monday on', () => {
    const months = monthsOf(2025, { off: new Set(['2025-01-01']), work: new Set(['2025-01-26']) })
    expect(months.map((month) => month.days.length)).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    expect(months[0]?.blanks).toBe(2) // 1 January 2025 is a Wednesday
    expect(months[0]?.days[0]?.kind).toBe('holiday')
    expect(months[0]?.days[25]?.kind).toBe('makeup')
  })
})

describe('a notice that was sent', () => {
  it('is loaded only once it is in force', () => {
    expect(outcomeOf({ dry_run: true, in_force: false })).toBe('moves')
    expect(outcomeOf({ dry_run: false, in_force: false })).toBe('proposed')
    expect(outcomeOf({ dry_run: false, in_force: true })).toBe('loaded')
  })
})
