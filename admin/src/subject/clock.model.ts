// A deadline's days, drawn: which were counted, which were not, and where today stands.
import type { Deadline } from '@/services/subjects'
import { addDays, dayOf, daysBetween } from '@/ui/time.model'
import { isWorking, kindOfDay, type DayKind, type WorkingDays } from '@/ui/working_days.model'

export interface DayCell {
  day: string
  kind: DayKind
  counted: boolean
  last: boolean
  today: boolean
}

const LONGEST = 70

// The server's explanation says what was counted: working days or days of the calendar.
export const countsWorkingDays = (deadline: Deadline) => /个工作日/.test(deadline.explanation?.zh ?? '')

export function cellsOf(deadline: Deadline, calendar: WorkingDays, today: string): DayCell[] {
  const start = dayOf(deadline.anchor)
  const end = dayOf(deadline.due)
  const span = daysBetween(start, end)
  if (span <= 0 || span > LONGEST) return []
  const working = countsWorkingDays(deadline)
  return Array.from({ length: span }, (_, i) => {
    const day = addDays(start, i + 1)
    return {
      day,
      kind: kindOfDay(day, calendar),
      counted: working ? isWorking(day, calendar) : day <= deadline.due_nominal,
      last: day === end,
      today: day === today,
    }
  })
}

export interface RungName {
  key: 'ahead' | 'overdue' | 'escalate' | 'over' | 'other' // over: a wait ends by itself
  n: number
}

export function rungName(rung: string): RungName {
  const match = /^(ahead|escalate)-(\d+)$/.exec(rung)
  if (match) return { key: match[1] as 'ahead' | 'escalate', n: Number(match[2]) }
  return { key: rung === 'overdue' || rung === 'over' ? rung : 'other', n: 0 }
}

const ORDER = { running: 0, met: 1, moot: 2, void: 3 }

// "bank-decision@411525.escalate-1" is of a clock; "referral-pushed" is not.
export function clockIn(notice: string): { rule: string; rung: string } | undefined {
  const found = /^([a-z-]+)(?:@\w+)?\.([a-z]+(?:-\d+)?)$/.exec(notice)
  return found ? { rule: found[1]!, rung: found[2]! } : undefined
}

export const sortedClocks = (deadlines: readonly Deadline[]) =>
  [...deadlines].sort((a, b) => ORDER[a.state] - ORDER[b.state] || a.due.localeCompare(b.due))
