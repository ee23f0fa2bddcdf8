// Working days by the State Council's notices, as the server has loaded them.
import { addDays, dayOf, daysBetween, weekdayOf } from './time.model'

export interface WorkingDays {
  off: ReadonlySet<string>
  work: ReadonlySet<string>
}

export type DayKind = 'working' | 'makeup' | 'weekend' | 'holiday'

export function kindOfDay(day: string, calendar: WorkingDays): DayKind {
  if (calendar.off.has(day)) return 'holiday'
  if (calendar.work.has(day)) return 'makeup'
  return weekdayOf(day) > 5 ? 'weekend' : 'working'
}

export const isWorking = (day: string, calendar: WorkingDays) => {
  const kind = kindOfDay(day, calendar)
  return kind === 'working' || kind === 'makeup'
}

// Rows of a list share their days: each pair is counted once.
const counted = new WeakMap<WorkingDays, Map<string, number>>()

// Working days after `from` up to and with `to`; below zero where `to` lies before.
export function workingDaysUntil(from: string, to: string, calendar: WorkingDays): number {
  const known = counted.get(calendar) ?? new Map<string, number>()
  const key = `${dayOf(from)} ${dayOf(to)}`
  const count = known.get(key) ?? workingDaysBetween(from, to, calendar)
  counted.set(calendar, known.set(key, count))
  return count
}
function workingDaysBetween(from: string, to: string, calendar: WorkingDays): number {
  const span = daysBetween(from, to)
  let count = 0
  for (let i = 1; i <= Math.abs(span); i++) {
    const day = span > 0 ? addDays(dayOf(from), i) : addDays(dayOf(to), i)
    if (isWorking(day, calendar)) count++
  }
  return span < 0 ? -count : count
}

export type Group = 'overdue' | 'today' | 'week' | 'later'

// Until Sunday is this week.
export function groupOf(due: string | null, now: string): Group {
  if (due === null) return 'later'
  if (due < now) return 'overdue'
  const days = daysBetween(now, due)
  if (days === 0) return 'today'
  return days <= 7 - weekdayOf(dayOf(now)) ? 'week' : 'later'
}
