import { dueAsked } from '../due.model'

// Where a case stands among the stages that people know.
export const STAGES = [
  'Roster', 'Visit', 'Application', 'Review', 'Recommendation', 'BankDecision', 'Financing', 'Closed',
] as const
export type Stage = (typeof STAGES)[number]
export type StepMark = 'done' | 'now' | 'ahead'

const AS: Record<string, Stage> = { Excluded: 'Roster', Received: 'Application', Feedback: 'BankDecision', Guidance: 'BankDecision', Removed: 'Closed' }

export const stageOf = (state: string): Stage => {
  const outer = state.split('.')[0] ?? ''
  return AS[outer] ?? (STAGES.find((stage) => stage === outer) || 'Roster')
}

export function stepsOf(state: string): { stage: Stage; mark: StepMark }[] {
  const at = STAGES.indexOf(stageOf(state))
  return STAGES.map((stage, i) => ({ stage, mark: i < at ? 'done' : i === at ? 'now' : 'ahead' }))
}

// Filters of the list, as they stand in the address.
export const FILTERS = ['stage', 'state', 'county', 'township', 'bank', 'open', 'q', 'overdue', 'due', 'enterprise', 'opened_from', 'opened_before', 'sort'] as const
export type Filters = Partial<Record<(typeof FILTERS)[number], string>>

// What the server is asked: days ahead become an instant, by the server's own clock. What a search
// finds comes in the search's own order.
export function askedOf({ due, overdue, sort, ...filters }: Filters, today: string): Record<string, string> {
  const order = sort && !filters.q ? { sort } : {}
  return { ...filters, ...order, ...dueAsked({ due, overdue }, today) } as Record<string, string>
}

// A list is by number unless a heading was chosen; the same heading again turns it round.
export type SortKey = 'id' | 'opened'
export type SortSign = 'ascending' | 'descending' | 'none'

export function sortSign({ sort, q }: Filters, key: SortKey): SortSign {
  if (q) return 'none'
  if (sort === `-${key}`) return 'descending'
  return (sort ?? 'id') === key ? 'ascending' : 'none'
}

// Its rows stay on the screen until they are there in the new order.
export function isSameButOrder(a: Filters, b: Filters): boolean {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])] as (keyof Filters)[]
  return keys.every((key) => key === 'sort' || a[key] === b[key])
}

export function sortedBy(filters: Filters, key: SortKey): Filters {
  const sort = sortSign(filters, key) === 'ascending' ? `-${key}` : key
  return { ...filters, sort: sort === 'id' ? undefined : sort }
}

export function filtersOf(query: Record<string, unknown>): Filters {
  const out: Filters = {}
  for (const key of FILTERS) {
    const value = query[key]
    if (typeof value === 'string' && value) out[key] = value
  }
  return out
}
