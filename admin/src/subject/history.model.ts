// History in groups that people think in: one visit, one review, one bank; upkeep set apart.
import type { HistoryRow } from '@/services/subjects'

export type Phase =
  | 'roster' | 'visit' | 'application' | 'review' | 'push' | 'bank' | 'guidance' | 'financing' | 'slip'
  | 'upkeep' | 'end' | 'other'

const PHASES: [Phase, RegExp][] = [
  ['end', /^(Removed|Removal|Withdrawn$|Cancelled$|Settled$|DuplicateFound$|Transferred$)/],
  ['upkeep', /^(DeadlinesReprojected|DeadlineExtended|JurisdictionChanged|IdentityLinked|RoundJoined)$/],
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
