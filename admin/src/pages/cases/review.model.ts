// The three reviews and the signature of the current application, read from history: who, when,
// with what finding; and which of the nine kinds of information are there.
import type { HistoryRow } from '@/services/subjects'

export const LEVELS = ['Review.Preliminary', 'Review.BankReview', 'Review.LeaderReview', 'Review.ConvenerSignature'] as const
export type Level = (typeof LEVELS)[number]
export const INFORMATION = [
  'credit_report', 'public_credit_report', 'registered_capital', 'operation', 'debt_evasion',
  'project_approval', 'industry_environment_policy', 'collateral', 'litigation',
] as const

export interface LevelView {
  level: Level
  status: 'passed' | 'returned' | 'rejected' | 'now' | 'waiting'
  row?: HistoryRow
}

const dataOf = (row: HistoryRow) => (typeof row.data === 'object' ? (row.data as Record<string, unknown>) : {})

export const applicationOf = (rows: readonly HistoryRow[]) =>
  [...rows].reverse().find((row) => row.event === 'ApplicationSubmitted')

export function levelsOf(rows: readonly HistoryRow[], state: string): LevelView[] {
  const views = new Map<Level, LevelView>()
  let at = -1
  const clearFrom = (level: number) => LEVELS.slice(level).forEach((one) => views.delete(one))
  for (const row of rows) {
    const level = LEVELS[at]
    if (row.event === 'ApplicationSubmitted') {
      clearFrom(0)
      at = 0
    } else if (row.event === 'ReviewApproved' && level) {
      views.set(level, { level, status: 'passed', row })
      at++
    } else if (row.event === 'ReviewReturned' && level) {
      const to = LEVELS.indexOf(dataOf(row).to as Level)
      clearFrom(Math.max(to, 0))
      views.set(level, { level, status: 'returned', row })
      at = to
    } else if (row.event === 'ReviewRejected' && level) {
      views.set(level, { level, status: 'rejected', row })
      at = -1
    } else if (row.event === 'SignatureWithdrawn') {
      const to = LEVELS.indexOf(dataOf(row).to as Level)
      clearFrom(Math.max(to, 0))
      at = to
    } else if (row.event === 'ReferredAgain') {
      clearFrom(3)
      at = 3
    } else if (row.event === 'RemovalRevoked') {
      clearFrom(0)
      at = 0
    }
  }
  return LEVELS.map((level) => {
    const seen = views.get(level)
    if (level === state) return { level, status: 'now', row: seen?.row }
    return seen ?? { level, status: 'waiting' }
  })
}

export interface InformationView {
  kind: string
  status: 'recorded' | 'waived' | 'missing'
  row?: HistoryRow
}

export function informationOf(rows: readonly HistoryRow[]): InformationView[] {
  const latest = new Map<string, HistoryRow>()
  for (const row of rows)
    if (row.event === 'InformationRecorded' || row.event === 'InformationWaived')
      latest.set(String(dataOf(row).kind), row)
  return INFORMATION.map((kind) => {
    const row = latest.get(kind)
    if (!row) return { kind, status: 'missing' }
    return { kind, status: row.event === 'InformationRecorded' ? 'recorded' : 'waived', row }
  })
}
