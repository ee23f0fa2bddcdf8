// One event for many subjects: which may be recorded so, what each says beforehand, and recording
// them one after another.
import { mayPost } from '@/forms/acting.model'
import type { AllowedEvent, Kind } from '@/services/subjects'

export const MOST = 500

// Events whose form can say the same of many. What is a finding about one enterprise (a review, a
// visit, a grant) is written on its own page.
const TOGETHER: Record<Kind, readonly string[]> = {
  cases: [
    'RoundJoined', 'ScreenedIn', 'ExcludedFromRoster', 'Reinstated', 'VisitPlanned', 'VisitAttempted', 'AttemptLimitReached',
    'BatchPushed', 'GuidanceStarted', 'GuidanceEnded', 'RenewalDue', 'Transferred',
  ],
  referrals: ['Contacted', 'MaterialsCompleted', 'BranchReassigned', 'ReferralWithdrawn'],
  slips: ['Confirmed'],
}

export interface Chosen {
  id: string
  kind: Kind
  name: string
}
// What a subject says about what may be recorded now.
export interface Look extends Chosen {
  version: number
  state: string
  allowed: readonly AllowedEvent[]
  problem?: unknown // it could not be looked at
}
export interface Choice {
  kind: Kind
  event: AllowedEvent
  state: string
  count: number
}

export function choicesOf(looks: readonly Look[]): Choice[] {
  const choices = new Map<string, Choice>()
  for (const look of looks)
    for (const event of look.allowed) {
      if (!mayPost(event) || !TOGETHER[look.kind].includes(event.event)) continue
      const key = `${look.kind}.${event.event}`
      const known = choices.get(key)
      if (known) known.count++
      else choices.set(key, { kind: look.kind, event, state: look.state, count: 1 })
    }
  return [...choices.values()].sort((a, b) => b.count - a.count)
}

export type Verdict =
  | { would: true }
  | { would: false; why: 'problem'; problem: unknown }
  | { would: false; why: 'kind' | 'state' }
  | { would: false; why: 'role'; roles: readonly string[] }

// Whether it would be recorded, as far as stage and role decide; the server checks each once more.
export function verdictOf(look: Look, kind: Kind, event: string): Verdict {
  if (look.problem !== undefined) return { would: false, why: 'problem', problem: look.problem }
  if (look.kind !== kind) return { would: false, why: 'kind' }
  const found = look.allowed.find((one) => one.event === event)
  if (!found) return { would: false, why: 'state' }
  return mayPost(found) ? { would: true } : { would: false, why: 'role', roles: found.roles.filter((one) => one !== 'system') }
}

// A few at a time, in order; `stopped` ends it between two.
export async function lookAtAll<T, R>(items: readonly T[], at: number, ask: (item: T) => Promise<R>, tell: (done: number) => void, stopped: () => boolean): Promise<R[]> {
  const out: R[] = []
  let next = 0
  const one = async () => {
    while (next < items.length && !stopped()) {
      const i = next++
      out[i] = await ask(items[i]!)
      tell(out.filter((each) => each !== undefined).length)
    }
  }
  await Promise.all(Array.from({ length: Math.min(at, items.length) }, one))
  return out.filter((each) => each !== undefined)
}

export type Status = 'waiting' | 'sending' | 'done' | 'refused'
export interface Item extends Chosen {
  version: number
  key: string // the same each time it is tried, so that it is recorded once
  status: Status
  problem?: unknown
}

// Whether it was recorded is not known: its answer was lost. What is sent then bears the version
// that was seen before, so that another text is not recorded beside the first.
const isUnsure = (item: Item) => item.status === 'waiting' && (item.problem as { status?: number } | undefined)?.status === 0
export const versionFor = (look: Look, before: Item | undefined) => (before && isUnsure(before) ? before.version : look.version)

// Stops at what concerns all of them: the server is away, the session has ended.
const concernsAll = (problem: unknown) => [0, 401].includes((problem as { status?: number }).status ?? -1)

// Records what waits, one after another; a refusal stays with its own item. What was not tried waits.
export async function record(items: Item[], post: (item: Item) => Promise<unknown>, stopped: () => boolean): Promise<'ended' | 'stopped'> {
  for (const item of items) {
    if (item.status === 'done' || item.status === 'refused') continue
    if (stopped()) return 'stopped'
    item.status = 'sending'
    delete item.problem
    try {
      await post(item)
      item.status = 'done'
    } catch (problem) {
      item.problem = problem
      item.status = concernsAll(problem) ? 'waiting' : 'refused'
      if (concernsAll(problem)) return 'stopped'
    }
  }
  return 'ended'
}

export const tallyOf = (items: readonly Item[]) => ({
  done: items.filter((one) => one.status === 'done').length,
  refused: items.filter((one) => one.status === 'refused').length,
  waiting: items.filter((one) => one.status === 'waiting' || one.status === 'sending').length,
})
