// What is typed into a form, as it is typed, and how it becomes an event's data.
import { bpsOfPercent, fenOfWan, inWan, percentOf } from '@/ui/money.model'
import type { Field } from './schema.model'

export type Value = string | boolean | undefined | Value[] | { [key: string]: Value }
export type Values = Record<string, Value>
export type Faults = Record<string, string> // path → name of the fault

export function blank(field: Field): Value {
  if (field.kind === 'group') return blanks(field.fields ?? [])
  if (field.kind === 'list')
    return field.item && (field.required || (field.schema.minItems ?? 0) > 0)
      ? [blank(field.item)]
      : []
  return field.kind === 'flag' ? undefined : ''
}

export const blanks = (fields: readonly Field[]): Values =>
  Object.fromEntries(fields.map((field) => [field.key, blank(field)]))

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function isBlank(value: Value): boolean {
  if (value === undefined || (typeof value === 'string' && value.trim() === '')) return true
  if (Array.isArray(value)) return value.every(isBlank)
  return isObject(value) ? Object.values(value).every((one) => isBlank(one as Value)) : false
}

// Stored data as it would have been typed: for corrections and for what is known beforehand.
export function typed(field: Field, data: unknown): Value {
  if (data === undefined || data === null) return blank(field)
  if (field.kind === 'group' && isObject(data))
    return Object.fromEntries((field.fields ?? []).map((one) => [one.key, typed(one, data[one.key])]))
  if (field.kind === 'list' && Array.isArray(data) && field.item)
    return data.map((one) => typed(field.item!, one))
  if (field.kind === 'flag') return data === true
  if (field.kind === 'money' && typeof data === 'number') return inWan(data).replace(/,/g, '')
  if (field.kind === 'percent' && typeof data === 'number') return percentOf(data)
  return String(data)
}

const written = (value: Value) => (typeof value === 'string' ? value.trim() : '')

function scalar(field: Field, value: Value): unknown {
  if (field.kind === 'flag') return value
  const text = written(value)
  if (field.kind === 'money') return fenOfWan(text)
  if (field.kind === 'percent') return bpsOfPercent(text)
  if (field.kind === 'integer') return /^\d{1,12}$/.test(text) ? Number(text) : undefined
  return text
}

// Those that are asked with what is typed into the others.
export const shownOf = (fields: readonly Field[], values: Values): Field[] =>
  fields.filter(({ schema: { visible_when: rule } }) => {
    if (!rule) return true
    const other = values[rule.field]
    return other !== undefined && rule.in.some((one) => String(one) === String(other))
  })

export function dataOf(fields: readonly Field[], values: Values): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const field of shownOf(fields, values)) {
    const value = values[field.key]
    if (isBlank(value) && !(field.required && field.kind === 'group')) continue
    if (field.kind === 'group') out[field.key] = dataOf(field.fields ?? [], value as Values)
    else if (field.kind === 'list' && field.item) out[field.key] = listOf(field.item, value as Value[])
    else out[field.key] = scalar(field, value)
  }
  return out
}

const listOf = (item: Field, rows: Value[]) =>
  rows
    .filter((row) => !isBlank(row))
    .map((row) => (item.kind === 'group' ? dataOf(item.fields ?? [], row as Values) : scalar(item, row)))

function faultOfScalar(field: Field, value: Value): string | undefined {
  const { schema } = field
  const data = scalar(field, value)
  if (data === undefined) return field.kind
  if (typeof data === 'number') {
    if (schema.minimum !== undefined && data < schema.minimum) return 'low'
    if (schema.maximum !== undefined && data > schema.maximum) return 'high'
  }
  if (typeof data === 'string' && schema.maxLength !== undefined && [...data].length > schema.maxLength)
    return 'long'
  if (typeof data === 'string' && schema.minLength !== undefined && [...data].length < schema.minLength)
    return 'short'
  if (field.kind === 'date' && !/^\d{4}-\d{2}-\d{2}$/.test(String(data))) return 'date'
  return undefined
}

export function faultsOf(fields: readonly Field[], values: Values, at = ''): Faults {
  const faults: Faults = {}
  for (const field of shownOf(fields, values)) {
    const path = at + field.key
    const value = values[field.key]
    if (isBlank(value)) {
      if (!field.required) continue
      if (field.kind === 'group') Object.assign(faults, faultsOf(field.fields ?? [], (value ?? {}) as Values, `${path}.`))
      else faults[field.kind === 'list' ? `${path}.0` : path] = 'missing'
    } else if (field.kind === 'group')
      Object.assign(faults, faultsOf(field.fields ?? [], value as Values, `${path}.`))
    else if (field.kind === 'list' && field.item) Object.assign(faults, faultsOfList(field, value as Value[], path))
    else {
      const fault = faultOfScalar(field, value)
      if (fault) faults[path] = fault
    }
  }
  return faults
}

function faultsOfList(field: Field, rows: Value[], path: string): Faults {
  const faults: Faults = {}
  const item = field.item!
  rows.forEach((row, i) => {
    if (isBlank(row)) return
    if (item.kind === 'group') Object.assign(faults, faultsOf(item.fields ?? [], row as Values, `${path}.${i}.`))
    else {
      const fault = faultOfScalar(item, row)
      if (fault) faults[`${path}.${i}`] = fault
    }
  })
  return faults
}
