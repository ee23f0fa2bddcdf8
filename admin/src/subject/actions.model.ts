// Which of the events that are possible now a page puts first: those the state waits for.
import { mayPost } from '@/forms/acting.model'
import type { AllowedEvent } from '@/services/subjects'

const NEXT: Record<string, readonly string[]> = {
  Roster: ['ScreenedIn', 'ExcludedFromRoster'],
  'Visit.Unplanned': ['VisitPlanned', 'VisitRecorded', 'VisitAttempted'],
  'Visit.Planned': ['VisitRecorded', 'VisitAttempted'],
  'Visit.Attempted': ['VisitPlanned', 'VisitRecorded', 'VisitAttempted', 'AttemptLimitReached'],
  Received: ['JurisdictionChanged', 'DuplicateFound'],
  Application: ['ApplicationSubmitted'],
  Review: ['ReviewApproved', 'ReviewReturned', 'ReviewRejected', 'InformationRecorded', 'InformationWaived'],
  Recommendation: ['BatchPushed', 'SignatureWithdrawn'],
  Feedback: ['GuidanceStarted'],
  Guidance: ['GuidanceRecorded', 'Reapplied', 'ReferredAgain', 'GuidanceEnded'],
  Financing: ['UseChecked', 'RenewalDue', 'Renewed', 'Settled'],
  Excluded: ['Reinstated'],
  Removed: ['RemovalRevoked'],
  Pushed: ['Contacted', 'MaterialsRequested', 'MaterialsCompleted'],
  Contacted: ['MaterialsRequested', 'MaterialsCompleted', 'MaterialsSubmitted', 'EnterpriseUnresponsive'],
  CollectingMaterials: ['MaterialsCompleted', 'MaterialsSubmitted', 'MaterialsRequested', 'CompletionEvidenced', 'CompletionConfirmed'],
  Deciding: ['Granted', 'Declined'],
  Declined: ['FeedbackGiven'],
  Granted: ['Drawn', 'CreditNotNeeded', 'GrantLapsed'],
  Drawn: ['Drawn', 'LedgerEntered'],
  FeedbackGiven: ['FeedbackConfirmed'],
  Raised: ['Dispatched'],
  Dispatched: ['HandlingStarted', 'Misrouted'],
  Handling: ['PartAnswered', 'Resolved', 'EscalationProposed'],
  EscalationProposed: ['EscalationConsented', 'EscalationRefused'],
  Escalated: ['AnsweredFromAbove', 'EscalatedFurther'],
  Resolved: ['Confirmed', 'Reopened'],
}
const GRAVE = new Set([
  'ReviewRejected', 'Declined', 'RemovedFromList', 'Withdrawn', 'ExcludedFromRoster', 'ReferralWithdrawn',
  'Cancelled', 'DuplicateFound', 'Transferred', 'GrantLapsed',
])

// These have a panel of their own, where the file itself is given.
const ELSEWHERE = new Set(['DocumentAdded', 'DocumentRemoved'])

export const isGrave = (event: string) => GRAVE.has(event)

export interface Actions {
  first: AllowedEvent[]
  other: AllowedEvent[]
}

export function actionsOf(state: string, allowed: readonly AllowedEvent[]): Actions {
  const order = NEXT[state] ?? NEXT[state.split('.')[0] ?? ''] ?? []
  const mine = allowed.filter((one) => mayPost(one) && !ELSEWHERE.has(one.event))
  const rank = (one: AllowedEvent) => order.indexOf(one.event)
  return {
    first: mine.filter((one) => rank(one) >= 0).sort((a, b) => rank(a) - rank(b)),
    other: mine.filter((one) => rank(one) < 0),
  }
}

// Roles whose turn it is: those of the open tasks, or of the events the state waits for.
const WAITS: Record<string, readonly string[]> = { BankDecision: ['bank_contact'], Feedback: ['bank_contact'], 'Financing.Drawdown': ['bank_contact'] }

export function turnOf(state: string, tasks: readonly { role: string }[], allowed: readonly AllowedEvent[]) {
  if (tasks.length) return [...new Set(tasks.map((task) => task.role))]
  if (state in WAITS) return [...(WAITS[state] ?? [])]
  const [next] = NEXT[state] ?? NEXT[state.split('.')[0] ?? ''] ?? []
  const event = allowed.find((one) => one.event === next)
  return (event?.roles ?? []).filter((role) => role !== 'system') as string[]
}
