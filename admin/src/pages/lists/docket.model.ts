// Lists, their frozen versions and batches, in the order of the work: frozen, signed, pushed.
import type { CaseOutcome, DocketEntry, ListVersion } from '@/services/lists'

export const LISTS = ['target', 'application', 'recommendation'] as const
export type ListName = (typeof LISTS)[number]
export const TABS = [...LISTS, 'batches'] as const
export type Tab = (typeof TABS)[number]

export const tabOf = (asked: unknown): Tab => TABS.find((one) => one === asked) ?? 'recommendation'

const TONES: Record<DocketEntry['outcome'], string> = { open: '', signed: 'fine', pushed: 'accent', refused: 'danger' }
export const toneOf = (outcome: DocketEntry['outcome']) => TONES[outcome]

// What a version still leaves to do, and for whom.
export const isSignable = (version: Pick<ListVersion, 'list' | 'superseded_by'>) =>
  version.list === 'recommendation' && version.superseded_by === ''

// Signed already or pushed: nothing to choose there any more.
export const isToDo = (entry: Pick<DocketEntry, 'outcome'>) => entry.outcome === 'open' || entry.outcome === 'refused'

export const byCase = (outcomes: readonly CaseOutcome[]) => new Map(outcomes.map((one) => [one.case, one]))

export interface Count {
  done: number
  refused: number
}
export const countOf = (outcomes: readonly CaseOutcome[]): Count => {
  const refused = outcomes.filter((one) => one.outcome === 'refused').length
  return { done: outcomes.length - refused, refused }
}

// Enough of a digest to compare by eye; the whole of it stands on the version's own page.
export const brief = (digest: string) => `${digest.slice(0, 8)}…${digest.slice(-4)}`

// What is sent with a signature: all that is open, or the chosen ones alone.
export function signingOf(opinion: string, actingFor: string, chosen: readonly string[] | undefined) {
  return {
    opinion: opinion.trim(),
    ...(actingFor ? { acting_for: actingFor } : {}),
    ...(chosen ? { cases: [...chosen] } : {}),
  }
}
