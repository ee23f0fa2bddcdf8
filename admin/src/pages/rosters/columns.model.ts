// Which heading of a roster is which field: what the server understood, and what somebody says instead.
import type { RosterColumn } from '@/services/rosters'

export const FIELDS = [
  'name', 'uscc', 'kind', 'county', 'township', 'address', 'industry', 'legal_representative', 'contact_name',
  'contact_phone', 'employees', 'revenue', 'assets', 'size_class', 'established', 'status',
] as const

type Chosen = Record<string, string> // field → heading

// One heading is one field, one field one heading; '' takes what was said of the heading back.
export function given(chosen: Chosen, heading: string, field: string): Chosen {
  const rest = Object.fromEntries(Object.entries(chosen).filter(([key, title]) => key !== field && title !== heading))
  return field && heading ? { ...rest, [field]: heading } : rest
}
export function meaningOf(column: RosterColumn, chosen: Chosen): string {
  const said = Object.entries(chosen).find(([, title]) => title === column.heading)
  if (said) return said[0]
  return column.field in chosen ? '' : column.field // that field is another heading now
}
