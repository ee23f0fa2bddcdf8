// Which of the questions that pages have asked are to be asked anew once something has changed.
import type { Change } from '@/api/changes'

export type Key = readonly unknown[]

// Lists are asked anew for any change; a subject's own page for its own, and a case's for what hangs
// on it, which names the case nowhere: its panels are few.
const LISTS = new Set(['tasks', 'cases', 'referrals', 'slips', 'deadlines', 'dockets', 'lists'])
const PANELS = new Set(['referrals', 'slips'])

export function isStale(key: Key, changed: readonly Pick<Change, 'kind' | 'id'>[]): boolean {
  const [family, id, part] = key
  if (typeof family !== 'string') return false
  if (LISTS.has(family)) return true
  if (family !== 'subject') return false
  if (changed.some((one) => one.id === id)) return true
  return typeof part === 'string' && PANELS.has(part) && changed.some((one) => one.kind !== 'case')
}

// One look for many changes that come together, and not more than one in this time.
export const GATHER_MS = 300
// Where there is no stream: how often is asked, and how soon the stream is tried again.
export const POLL_MS = 10_000
export const STREAM_AGAIN_MS = 60_000

export function parsed(data: string): Change | undefined {
  try {
    const one = JSON.parse(data) as Partial<Change>
    return typeof one.id === 'string' && typeof one.kind === 'string' ? (one as Change) : undefined
  } catch {
    return undefined
  }
}
