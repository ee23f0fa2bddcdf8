import type { Task } from '@/services/tasks'
import { groupOf, type Group } from '@/ui/working_days.model'

// What of the address is the inbox's own filter.
export const FILTERS = ['role', 'until'] as const

// A role out of a link or a shared view, where it is this person's; otherwise all of theirs.
export function roleAsked(query: Record<string, unknown>, roles: readonly string[]): string {
  const { role } = query
  return typeof role === 'string' && roles.includes(role) ? role : ''
}

export const GROUPS: readonly Group[] = ['overdue', 'today', 'week', 'later']
export const UNTIL: readonly Group[] = ['overdue', 'today', 'week']

export const untilAsked = ({ until }: Record<string, unknown>): Group => UNTIL.find((one) => one === until) ?? 'later'

// The server orders by least time left: what comes after a task that is left out is left out too.
export const within = (tasks: readonly Task[], until: Group, now: string): Task[] =>
  tasks.filter((task) => GROUPS.indexOf(groupOf(task.due, now)) <= GROUPS.indexOf(until))

export interface TaskGroup {
  group: Group
  tasks: Task[]
}

// The server orders by least time left; here only the headings come in.
export const grouped = (tasks: readonly Task[], now: string): TaskGroup[] =>
  GROUPS.map((group) => ({
    group,
    tasks: tasks.filter((task) => groupOf(task.due, now) === group),
  })).filter((one) => one.tasks.length > 0)

export const pathOf = (subject: string) => {
  const letter = subject.charAt(6)
  return `/${letter === 'R' ? 'referrals' : letter === 'S' ? 'slips' : 'cases'}/${subject}`
}

export const moved = (at: number, by: number, length: number) =>
  length === 0 ? 0 : Math.min(length - 1, Math.max(0, at + by))

export type Wanted = 'next' | 'previous' | 'open' | 'claim' | 'hand-over' | 'choose'

const KEYS: Record<string, Wanted> = {
  j: 'next', ArrowDown: 'next', k: 'previous', ArrowUp: 'previous', Enter: 'open', c: 'claim', h: 'hand-over', x: 'choose',
}

export function wantedBy(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>) {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined
  return KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key]
}
