import type { Task } from '@/services/tasks'
import { groupOf, type Group } from '@/ui/working_days.model'

export const GROUPS: readonly Group[] = ['overdue', 'today', 'week', 'later']

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
