// Organisations and people from a sheet saved as CSV (by WPS or Excel), as the server takes them.
import type { Schemas } from '@/api/client'

export type DirectoryInput = Schemas['DirectoryInput']

// Commas, quotes and line breaks inside quotes, as RFC 4180 has them.
export function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const clean = text.replace(/^\uFEFF/, '')
  for (let i = 0; i < clean.length; i++) {
    const letter = clean[i]
    if (quoted) {
      if (letter === '"' && clean[i + 1] === '"') cell += clean[++i]
      else if (letter === '"') quoted = false
      else cell += letter
    } else if (letter === '"') quoted = true
    else if (letter === ',') {
      row.push(cell)
      cell = ''
    } else if (letter === '\n' || letter === '\r') {
      if (letter === '\r' && clean[i + 1] === '\n') i++
      rows.push([...row, cell])
      row = []
      cell = ''
    } else cell += letter
  }
  if (cell || row.length) rows.push([...row, cell])
  return rows.filter((one) => one.some((value) => value.trim()))
}

export function recordsOf(text: string): Record<string, string>[] {
  const [head = [], ...rows] = readCsv(text)
  const names = head.map((name) => name.trim())
  return rows.map((row) =>
    Object.fromEntries(names.map((name, i) => [name, (row[i] ?? '').trim()]).filter(([, value]) => value)),
  )
}

// "county_office@411502; leader@411502"
const heldOf = (roles: string) =>
  roles
    .split(/[;；|]/)
    .map((one) => one.trim())
    .filter(Boolean)
    .map((one) => {
      const [role = '', scope] = one.split('@')
      return { role, ...(scope ? { scope } : {}) }
    })

export function directoryOf(text: string): DirectoryInput {
  const records = recordsOf(text)
  if (records.some((record) => 'user_name' in record))
    return {
      people: records.map(({ roles, ...person }) => ({
        ...person,
        ...(roles ? { appointments: heldOf(roles) } : {}),
      })) as unknown as DirectoryInput['people'],
    }
  return { organisations: records as unknown as DirectoryInput['organisations'] }
}

export interface Node<T> {
  item: T
  depth: number
}

// The tree, flattened in its order.
export function treeOf<T extends { id: string; parent: string }>(items: readonly T[]): Node<T>[] {
  const known = new Set(items.map((one) => one.id))
  const children = new Map<string, T[]>()
  for (const one of items) {
    const parent = known.has(one.parent) ? one.parent : ''
    children.set(parent, [...(children.get(parent) ?? []), one])
  }
  const out: Node<T>[] = []
  const walk = (parent: string, depth: number) => {
    for (const item of children.get(parent) ?? []) {
      out.push({ item, depth })
      walk(item.id, depth + 1)
    }
  }
  walk('', 0)
  return out
}
