import type { KeptClock } from './kept_clock.model'

const KEY = 'qianqiao.clock'

export const keepClock = ({ now, clock }: { now: string; clock: string }) =>
  localStorage.setItem(KEY, JSON.stringify({ now, clock, heard: Date.now() } satisfies KeptClock))

export function keptClock(): KeptClock | undefined {
  const kept = localStorage.getItem(KEY)
  return kept ? (JSON.parse(kept) as KeptClock) : undefined
}
