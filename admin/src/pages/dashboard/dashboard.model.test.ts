import { describe, expect, it } from 'vitest'
import type { RunningDeadline } from '@/services/house'
import { lateBanksOf, percentText, shareOf, toneOf } from './dashboard.model'

const late = (organisation: string, rule: string, due: string) => ({ organisation, rule, due }) as RunningDeadline

describe('dashboard', () => {
  it('adds a late bank up and keeps its longest delay', () => {
    const banks = lateBanksOf([
      late('b1', 'bank-feedback', '2025-04-02'), late('b2', 'bank-decision', '2025-04-05'),
      late('b2', 'bank-feedback', '2025-04-01'),
    ])
    expect(banks).toEqual([
      { bank: 'b2', decision: 1, feedback: 1, longest: '2025-04-01' },
      { bank: 'b1', decision: 0, feedback: 1, longest: '2025-04-02' },
    ])
  })
  it('a share of nothing is nothing', () => {
    expect(shareOf(1, 0)).toBe(0)
    expect(shareOf(3, 4)).toBe(75)
    expect([percentText(2, 3), percentText(1, 0), percentText(4, 4)]).toEqual(['66.7%', '—', '100%'])
    expect(toneOf(null)).toBe('')
    expect(toneOf(95)).toBe('fine')
    expect(toneOf(20)).toBe('danger')
  })
})
