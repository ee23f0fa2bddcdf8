// The next days under a draft: what was asked, and what would happen, by day.
import type { Foresight, ForesightEntry } from '@/services/workflows'
import { dayOf } from '@/ui/time.model'

export const MOST_DAYS = 180
export const ACTORS = ['nobody', 'seeded'] as const
export type Actors = (typeof ACTORS)[number]

export interface Question {
  days: number
  actors: Actors
  seed: number
}
const whole = (value: unknown, least: number, most: number, usual: number) => {
  const number = Number(value)
  return typeof value === 'string' && Number.isInteger(number) && number >= least && number <= most ? number : usual
}

// As it stands in the address; undefined: nothing was asked yet.
export function questionOf(query: Record<string, unknown>): Question | undefined {
  if (query.days === undefined) return undefined
  return {
    days: whole(query.days, 1, MOST_DAYS, 60),
    actors: ACTORS.find((one) => one === query.actors) ?? 'nobody',
    seed: whole(query.seed, 1, 1_000_000, 1),
  }
}

// One number of the sums, which opens what it counts.
export type Only = { kind: 'rung'; rule: string; rung: string } | { kind: 'message'; channel: string; role: string }
export const keyOf = (only: Only) => (only.kind === 'rung' ? `rung/${only.rule}/${only.rung}` : `message/${only.channel}/${only.role}`)
export function onlyOf(key: unknown): Only | undefined {
  const [kind, first = '', second = ''] = String(key ?? '').split('/')
  if (kind === 'rung') return { kind, rule: first, rung: second }
  return kind === 'message' ? { kind, channel: first, role: second } : undefined
}
const fits = (entry: ForesightEntry, only: Only) =>
  entry.what === only.kind &&
  (only.kind === 'rung' ? entry.rule === only.rule && entry.rung === only.rung : entry.channel === only.channel && (entry.role ?? '') === only.role)

export interface Day {
  day: string
  rungs: number
  messages: number
  entries: ForesightEntry[]
}
export function daysOf(entries: readonly ForesightEntry[], only?: Only): Day[] {
  const days = new Map<string, Day>()
  for (const entry of entries) {
    if (only && !fits(entry, only)) continue
    const day = dayOf(entry.at)
    const told = days.get(day) ?? { day, rungs: 0, messages: 0, entries: [] }
    days.set(day, told)
    told.entries.push(entry)
    if (entry.what === 'rung') told.rungs++
    else told.messages++
  }
  return [...days.values()]
}

export const sumOf = (rows: readonly { count: number }[]) => rows.reduce((sum, one) => sum + one.count, 0)
export const isEmpty = (foresight: Foresight) => !foresight.rungs.length && !foresight.messages.length
