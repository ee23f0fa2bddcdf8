// Which view a list shows now, and how views stand above it.
import type { SavedView } from '@/services/views'

export type Query = Record<string, string>
export const MOST_NAME = 40

// What of an address is the list's own filter.
export function queryOf(address: Record<string, unknown>, keys: readonly string[]): Query {
  const out: Query = {}
  for (const key of keys) {
    const value = address[key]
    if (typeof value === 'string' && value) out[key] = value
  }
  return out
}

export const sameQuery = (a: Query, b: Query) => {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key])
}

// One's own first, each by name.
export const ordered = (views: readonly SavedView[]): SavedView[] =>
  [...views].sort((a, b) => Number(b.own) - Number(a.own) || a.name.localeCompare(b.name, 'zh'))

export const currentOf = (views: readonly SavedView[], query: Query): SavedView | undefined =>
  ordered(views).find((one) => sameQuery(one.query, query))

export type SaveFault = 'name' | 'role'
export function faultOf(name: string, shared: boolean, role: string): SaveFault | undefined {
  if (!name.trim()) return 'name'
  return shared && !role ? 'role' : undefined
}
// A view of this name is there already: saving changes it.
export const replaces = (views: readonly SavedView[], name: string) => views.some((one) => one.own && one.name === name.trim())
