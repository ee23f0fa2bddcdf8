// Organisations and people from a sheet (XLSX or CSV), as the server takes them.
import type { Schemas } from '@/api/client'
import words from '@/i18n/zh/words'

export type DirectoryInput = Schemas['DirectoryInput']
export type SheetRow = Schemas['DirectorySheetRow']

// What lists call the fields, beside the fields' own names.
const HEADINGS: Record<string, string> = {
  编号: 'id', 上级: 'parent', 类别: 'kind', 名称: 'name', 区域: 'area', 邮箱: 'email', 网址: 'webhook',
  用户名: 'user_name', 姓名: 'name', 机构: 'organisation', 电话: 'phone', 职责: 'roles', 任职: 'roles', 密码: 'password',
}
const FIELDS = new Set(Object.values(HEADINGS))
// Kinds and roles may be written as pages call them.
const turned = (names: Record<string, string>) => Object.fromEntries(Object.entries(names).map(([code, title]) => [title, code]))
const KINDS = turned(words.organisationKind)
const ROLES = turned(words.role)

export interface Sheet {
  input?: DirectoryInput
  numbers: number[] // of each record, as the sheet shows it
  unknown: string[] // headings that are no field
}

export function recordsOf(rows: readonly SheetRow[]) {
  const [head, ...rest] = rows
  const names = (head?.cells ?? []).map((name) => name.trim())
  const fields = names.map((name) => HEADINGS[name] ?? name)
  const records = rest.map(({ cells }) =>
    Object.fromEntries(fields.map((name, i) => [name, (cells[i] ?? '').trim()]).filter(([name, value]) => name && value)) as Record<string, string>,
  )
  return { records, numbers: rest.map((row) => row.number), unknown: names.filter((name) => name && !FIELDS.has(HEADINGS[name] ?? name)) }
}

// "county_office@411502; leader@411502"
const heldOf = (roles: string) =>
  roles
    .split(/[;；|]/)
    .map((one) => one.trim())
    .filter(Boolean)
    .map((one) => {
      const [role = '', scope] = one.split('@')
      return { role: ROLES[role.trim()] ?? role, ...(scope ? { scope } : {}) }
    })

export function directoryOf(rows: readonly SheetRow[]): Sheet {
  const { records, numbers, unknown } = recordsOf(rows)
  if (unknown.length || !records.length) return { numbers, unknown }
  if (records.some((record) => 'user_name' in record)) {
    const people = records.map(({ roles, ...person }) => ({ ...person, ...(roles ? { appointments: heldOf(roles) } : {}) }))
    return { input: { people: people as unknown as DirectoryInput['people'] }, numbers, unknown }
  }
  const organisations = records.map((record) => ({ ...record, ...(record.kind ? { kind: KINDS[record.kind] ?? record.kind } : {}) }))
  return { input: { organisations: organisations as unknown as DirectoryInput['organisations'] }, numbers, unknown }
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
