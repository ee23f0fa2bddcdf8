// Days that visits are planned on, and which enterprise stands where.
import type { Schemas } from '@/api/client'
import { addDays } from '@/ui/time.model'
import { isWorking, kindOfDay, type DayKind, type WorkingDays } from '@/ui/working_days.model'

export type VisitCase = Pick<Schemas['Case'], 'id' | 'version' | 'state' | 'township' | 'enterprise_name' | 'visit'>

export interface PlanDay {
  day: string
  kind: DayKind
  restBefore: { day: string; kind: DayKind }[] // days off since the working day before
}
export const DAYS = 10 // two weeks
const LOOK = 40 // the longest holidays are far shorter

export function planDays(from: string, calendar: WorkingDays): PlanDay[] {
  const days: PlanDay[] = []
  let restBefore: PlanDay['restBefore'] = []
  for (let i = 0; days.length < DAYS && i < LOOK; i++) {
    const day = addDays(from, i)
    const kind = kindOfDay(day, calendar)
    if (isWorking(day, calendar)) {
      days.push({ day, kind, restBefore })
      restBefore = []
    } else restBefore = [...restBefore, { day, kind }]
  }
  return days
}

// The first of the days before that a page of as many days would begin with.
export function daysBack(from: string, today: string, calendar: WorkingDays): string {
  let [day, left] = [from, DAYS]
  while (left > 0 && day > today) {
    day = addDays(day, -1)
    if (isWorking(day, calendar)) left--
  }
  return day
}

export interface Target {
  day: string
  team: string // empty: whoever goes anyway
}
export interface Placed {
  days: Map<string, { team: string; cases: VisitCase[] }[]>
  past: VisitCase[] // its day is over, and nobody recorded the visit
  elsewhere: VisitCase[] // on a day that is not shown
}

export const dayOfVisit = (one: VisitCase) => one.visit?.planned_on ?? ''

export function placed(cases: readonly VisitCase[], days: readonly PlanDay[], today: string): Placed {
  const out: Placed = { days: new Map(days.map((one) => [one.day, []])), past: [], elsewhere: [] }
  for (const one of cases) {
    const teams = out.days.get(dayOfVisit(one))
    if (!teams) {
      ;(dayOfVisit(one) < today ? out.past : out.elsewhere).push(one)
      continue
    }
    const team = teams.find((each) => each.team === one.visit?.team)
    if (team) team.cases.push(one)
    else teams.push({ team: one.visit?.team ?? '', cases: [one] })
  }
  const byDay = (a: VisitCase, b: VisitCase) => dayOfVisit(a).localeCompare(dayOfVisit(b))
  out.past.sort(byDay)
  out.elsewhere.sort(byDay)
  return out
}
export const countOf = (teams: readonly { cases: readonly VisitCase[] }[]) => teams.reduce((sum, one) => sum + one.cases.length, 0)

// Who goes: the team it was dropped on, else the chosen one, else who was to go, else its township.
export const teamFor = (one: VisitCase, dropped: string, chosen: string): string =>
  dropped || chosen || one.visit?.team || one.township

// Where it stands already there is nothing to record.
export const isThere = (one: VisitCase, target: { day: string; team: string }) =>
  dayOfVisit(one) === target.day && one.visit?.team === target.team

// As it would stand, while the server is asked.
export const movedTo = (one: VisitCase, target: { day: string; team: string }): VisitCase => ({
  ...one,
  state: 'Visit.Planned',
  visit: { round: '', attempts: 0, ...one.visit, planned_on: target.day, team: target.team },
})

// The newest that is known of each: what a list said, or what became of it since.
export function standing(listed: readonly VisitCase[], moved: ReadonlyMap<string, VisitCase>): VisitCase[] {
  const out = new Map<string, VisitCase>()
  for (const one of [...listed, ...moved.values()]) {
    const known = out.get(one.id)
    if (!known || one.version >= known.version) out.set(one.id, one)
  }
  return [...out.values()]
}
