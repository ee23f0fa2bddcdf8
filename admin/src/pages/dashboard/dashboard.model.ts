import type { RunningDeadline } from '@/services/house'

// The three 100%s, each with the lists behind its part and its whole.
export const RATES = [
  { key: 'contact', part: 'contacted', whole: 'signed' },
  { key: 'credit', part: 'granted', whole: 'eligible' },
  { key: 'landing', part: 'drawn', whole: 'drawable' },
] as const

export const FUNNEL = ['signed', 'contacted', 'granted', 'drawn'] as const
export const APART = ['pending', 'declined', 'overdue', 'unmet', 'cancelled', 'removed', 'withdrawn'] as const

export const shareOf = (part: number, whole: number) => (whole > 0 ? Math.min(100, (100 * part) / whole) : 0)

// A share with one decimal; of nothing there is none.
export const percentText = (part: number, whole: number) => (whole > 0 ? `${Math.round((1000 * part) / whole) / 10}%` : '—')
export const percent = (value: number | null) => (value === null ? '—' : `${value}%`)

// Below what a county aims at a number is told in another tone.
export const toneOf = (percent: number | null) =>
  percent === null ? '' : percent >= 90 ? 'fine' : percent >= 60 ? 'warn' : 'danger'

export interface LateBank {
  bank: string
  decision: number
  feedback: number
  longest: string
}

export function lateBanksOf(rows: readonly RunningDeadline[]): LateBank[] {
  const banks = new Map<string, LateBank>()
  for (const row of rows) {
    const one = banks.get(row.organisation) ?? { bank: row.organisation, decision: 0, feedback: 0, longest: row.due }
    if (row.rule === 'bank-decision') one.decision++
    else one.feedback++
    if (row.due < one.longest) one.longest = row.due
    banks.set(row.organisation, one)
  }
  return [...banks.values()].sort((a, b) => b.decision + b.feedback - a.decision - a.feedback)
}
