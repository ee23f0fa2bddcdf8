// What the search box in the top bar finds, and how keys move in it.
import type { Enterprise } from '@/services/enterprises'
import type { Kind } from '@/services/subjects'
import type { Role } from '@/services/session'
import { WORK, doorsFor } from './navigation.model'

export interface Hit {
  key: string
  name: string
  note: string
  state: string
  path: string
}
interface Row {
  id: string
  enterprise: string
  enterprise_name: string
  state: string
}

const KINDS: readonly Kind[] = ['cases', 'referrals', 'slips']

// Cases for whoever sees them, a bank's own referrals, a department's slips.
export const kindFor = (roles: readonly Role[]): Kind | undefined => {
  const names = doorsFor(WORK, roles).map((door) => door.name)
  return KINDS.find((kind) => names.includes(kind))
}

// Subjects first; then enterprises of which none was found.
export function hitsOf(kind: Kind, rows: readonly Row[], enterprises: readonly Enterprise[]): Hit[] {
  const known = new Set(rows.map((row) => row.enterprise))
  const others = enterprises.filter((one) => !known.has(one.id))
  return [
    ...rows.map((row) => ({ key: row.id, name: row.enterprise_name, note: row.id, state: row.state, path: `/${kind}/${row.id}` })),
    ...others.map((one) => ({
      key: one.id, name: one.name, note: one.uscc || one.id, state: '',
      path: one.open_case ? `/cases/${one.open_case}` : `/cases?enterprise=${one.id}`,
    })),
  ]
}

// Round and round; none is chosen before the first key.
export const stepped = (at: number, by: number, length: number) => (length === 0 ? -1 : at < 0 ? (by > 0 ? 0 : length - 1) : (at + by + length) % length)

// "/" is for finding, but where somebody types it is a letter.
export const asksToFind = (event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>, typing: boolean) =>
  event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !typing
