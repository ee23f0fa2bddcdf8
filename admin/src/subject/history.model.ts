// History in groups that people think in: one visit, one review, one bank; upkeep set apart.
import type { HistoryRow } from '@/services/subjects'

export type Phase =
  | 'roster' | 'visit' | 'application' | 'review' | 'push' | 'bank' | 'guidance' | 'financing' | 'slip'
  | 'document' | 'workflow' | 'upkeep' | 'end' | 'other'

const PHASES: [Phase, RegExp][] = [
  ['document', /^Document/],
  ['end', /^(Removed|Removal|Withdrawn$|Cancelled$|Settled$|DuplicateFound$|Transferred$)/],
  ['upkeep', /^(DeadlinesReprojected|DeadlineExtended|JurisdictionChanged|IdentityLinked|RoundJoined)$/],
  ['workflow', /^WorkflowMigrated$/],
  ['roster', /^(Listed|Nominated|WalkedIn|ScreenedIn|ExcludedFromRoster|Reinstated)$/],
  ['visit', /^(Visit|AttemptLimit)/],
  ['application', /^(ApplicationSubmitted|Reapplied)$/],
  ['review', /^(Review|Information|StepCompleted|SignatureWithdrawn|ReferredAgain)/],
  ['push', /^(BatchPushed|Pushed)$/],
  ['guidance', /^Guidance/],
  ['financing', /^(Drawdown|Use|Renew|Drawn|Drawing|CreditNotNeeded|GrantLapsed|LedgerEntered)/],
  ['slip', /^(Raised|Dispatched|Misrouted|HandlingStarted|PartAnswered|IncompleteAccepted|OwedItem|Resolved|Reopened|Confirmed|Escalat|AnsweredFromAbove)/],
  ['bank', /^(Referral|CaseWithdrawn$|CaseRemoved$|Feedback|Contacted|Materials|Completion|Branch|Granted|Grant|Declined|Decision|Enterprise)/],
]

export const phaseOf = (event: string): Phase =>
  PHASES.find(([, pattern]) => pattern.test(event))?.[0] ?? 'other'

export interface HistoryGroup {
  phase: Phase
  rows: HistoryRow[]
}

// Newest first; rows of upkeep do not break a group in two.
export function groupedHistory(rows: readonly HistoryRow[], withUpkeep: boolean): HistoryGroup[] {
  const groups: HistoryGroup[] = []
  for (const row of [...rows].reverse()) {
    const phase = phaseOf(row.event)
    if (phase === 'upkeep' && !withUpkeep) continue
    const last = groups.at(-1)
    if (last?.phase === phase) last.rows.push(row)
    else groups.push({ phase, rows: [row] })
  }
  return groups
}

const dataOf = (row: HistoryRow) => (typeof row.data === 'object' ? (row.data as Record<string, unknown>) : {})

// What the system did with a step of the county's: nobody wonders who completed it.
export interface ByItself {
  key: 'notNeeded' | 'byItself'
  step: string
}
export function byItself(row: HistoryRow): ByItself | undefined {
  if (row.event !== 'StepCompleted' || row.actor !== 'system') return undefined
  const { step, outcome } = dataOf(row)
  return { key: outcome === 'not_needed' ? 'notNeeded' : 'byItself', step: String(step ?? '') }
}
export const completesSteps = (rows: readonly HistoryRow[]) => rows.some((row) => row.event === 'StepCompleted')

// The data to be read: steps by their titles, without what the heading says already and without
// versions, which only the raw record needs.
export function shownData(row: HistoryRow, titleOf: (step: string) => string): Record<string, unknown> {
  const data = { ...dataOf(row) }
  if (row.event === 'WorkflowMigrated') {
    delete data.from
    delete data.to
  }
  if (row.event === 'DocumentAdded') return { kind: data.kind } // the heading names the file
  if (row.event === 'DocumentRemoved') return { reason: data.reason }
  if (row.event !== 'StepCompleted') return data
  if (byItself(row)) {
    delete data.step
    delete data.outcome
  } else if (data.step !== undefined) data.step = titleOf(String(data.step))
  return data
}
