// "Overdue" and "due within so many days", as they stand in the address and as the server is asked.
import { addDays } from '@/ui/time.model'

export interface DueFilters {
  overdue?: string
  due?: string
}
export const DUE_DAYS = ['3', '7', '14', '30'] as const

export function dueFiltersOf(query: Record<string, unknown>): DueFilters {
  return {
    ...(query.overdue === 'true' ? { overdue: 'true' } : {}),
    ...(typeof query.due === 'string' && /^\d{1,3}$/.test(query.due) ? { due: query.due } : {}),
  }
}

// Days ahead become an instant, by the server's own clock, that day included.
export function dueAsked({ overdue, due }: DueFilters, today: string): { overdue?: string; due_before?: string } {
  return {
    ...(overdue ? { overdue } : {}),
    ...(due && /^\d{1,3}$/.test(due) ? { due_before: `${addDays(today, Number(due) + 1)}T00:00:00+08:00` } : {}),
  }
}
