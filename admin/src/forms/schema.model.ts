// Forms are made from the catalogue of events: each allowed event comes with the JSON Schema of its
// data. This turns a schema into fields that a page can draw; nothing here knows Vue.
import type { Words } from '@/api/problem'

export interface Schema {
  type?: string
  title?: string
  'x-title-en'?: string
  title_en?: string // of a county step's own form
  enum?: readonly (string | number)[]
  format?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  required?: readonly string[]
  visible_when?: { field: string; in: readonly (string | number | boolean)[] } // of a county step's own form
  properties?: Record<string, Schema>
  items?: Schema
}

export type FieldKind =
  | 'line' | 'words' | 'integer' | 'money' | 'percent' | 'flag' | 'choice' | 'date'
  | 'organisation' | 'reason' | 'group' | 'list'

export interface Field {
  key: string
  kind: FieldKind
  label: Words
  required: boolean
  schema: Schema
  kinds?: readonly string[] // of organisations
  fields?: Field[] // of a group
  item?: Field // of a list
}

const ORGANISATIONS: Record<string, readonly string[]> = {
  bank: ['bank'], banks: ['bank'], branch: ['branch'], department: ['department'],
  guarantor: ['guarantor'], team: ['township', 'village', 'county', 'federation'],
  to_county: ['county', 'zone'], county: ['county', 'zone'], township: ['township'],
  by: ['township', 'county', 'department', 'bank'],
}
const LONG = 500

const isReason = (key: string, schema: Schema) =>
  (key === 'reason' || key === 'code') && schema.type === 'string' && (schema.maxLength ?? 0) <= 64

function kindOf(key: string, schema: Schema): FieldKind {
  if (schema.type === 'array') return 'list'
  if (schema.type === 'object') return 'group'
  if (schema.type === 'boolean') return 'flag'
  if (schema.enum) return 'choice'
  if (schema.type === 'integer') {
    if (key.endsWith('_fen')) return 'money'
    return key.endsWith('_bps') ? 'percent' : 'integer'
  }
  if (schema.format === 'date') return 'date'
  if (key in ORGANISATIONS) return 'organisation'
  if (isReason(key, schema)) return 'reason'
  return (schema.maxLength ?? 0) >= LONG ? 'words' : 'line'
}

// "金额（分）" is said of what is stored; the form asks in 万元.
const unitless = (title: string) => title.replace(/（(分|万分之一)）$/, '').replace(/ \((fen|bps)\)$/, '')

export function fieldOf(key: string, schema: Schema, required: boolean): Field {
  const kind = kindOf(key, schema)
  const zh = unitless(schema.title ?? key)
  const field: Field = {
    key, kind, required, schema,
    label: { zh, en: unitless(schema['x-title-en'] ?? schema.title_en ?? zh) },
  }
  if (kind === 'organisation') field.kinds = ORGANISATIONS[key]
  if (kind === 'group') field.fields = fieldsOf(schema)
  if (kind === 'list' && schema.items) {
    field.item = fieldOf(key, schema.items, true)
  }
  return field
}

// Required ones first, each in the catalogue's order of its kind; an open object without fields
// (a county step's own form) has nothing to draw.
export function fieldsOf(schema: Schema): Field[] {
  const required = new Set(schema.required ?? [])
  const order = [...(schema.required ?? [])]
  const entries = Object.entries(schema.properties ?? {})
  const rank = (key: string) => (required.has(key) ? order.indexOf(key) : order.length)
  return entries
    .map(([key, one]) => fieldOf(key, one, required.has(key)))
    .filter((field) => field.kind !== 'group' || (field.fields?.length ?? 0) > 0)
    .sort((a, b) => rank(a.key) - rank(b.key))
}
