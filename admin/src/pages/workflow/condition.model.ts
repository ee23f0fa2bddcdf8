// When a step is asked for at all: rows of a field, what it must be, joined by "all" or "any"; each
// may be negated. What rows cannot show is told as a sentence and stays as it is written.
import { fenOfWan, inWan } from '@/ui/money.model'
import type { Words } from '@/api/problem'
import { SHIPPED_FORM_FIELDS } from './base.model'

export type FieldKind = 'text' | 'choice' | 'number' | 'money' | 'flag' | 'industry'
export interface Field {
  name: string
  kind: FieldKind
  group: 'enterprise' | 'application' | 'visit' | 'information' | 'step'
  choices: string[]
  title?: Words // of a step's own form
  step?: Words // whose it is
}
export type Operator = 'is' | 'at_least' | 'at_most'
export interface Row {
  field: string
  operator: Operator
  chosen: string[] // of choices and flags
  typed: string // of all others, as it is typed: money in 万元, several parted by commas
  not: boolean
}
export interface Rows {
  join: 'all' | 'any'
  rows: Row[]
}
type Raw = Record<string, unknown>

export const INFORMATION = [
  'collateral', 'credit_report', 'debt_evasion', 'industry_environment_policy', 'litigation', 'operation',
  'project_approval', 'public_credit_report', 'registered_capital',
] as const
const field = (name: string, kind: FieldKind, choices: string[] = []): Field =>
  ({ name, kind, group: name.split('.')[0] as Field['group'], choices })

// As the server's condition.cpp has them; a test holds the two together.
export const FIELDS: readonly Field[] = [
  field('enterprise.kind', 'choice', ['company', 'individual', 'cooperative', 'family_farm']),
  field('enterprise.industry', 'industry'),
  field('enterprise.size_class', 'choice', ['large', 'medium', 'small', 'micro']),
  field('enterprise.township', 'text'),
  field('enterprise.has_code', 'flag'),
  field('application.amount_fen', 'money'),
  field('application.term_months', 'number'),
  field('application.banks', 'number'),
  field('application.typed_by_staff', 'flag'),
  field('visit.outcome', 'choice', ['demand', 'no_demand', 'refused']),
  field('visit.amount_fen', 'money'),
  ...INFORMATION.flatMap((kind) => [
    field(`information.${kind}.conclusion`, 'choice', ['favourable', 'adverse', 'nothing_found', 'waived']),
    field(`information.${kind}.grade`, 'choice', ['A', 'B', 'M', 'C', 'D']),
  ]),
]

// What other steps bring: their outcome, and what is filled into their forms.
interface StepLike {
  id: string
  title: Words
  form: string
  inputs: readonly { key: string; label: Words; raw: Raw; kind: string; options: string }[]
}
function kindOf(raw: Raw): FieldKind {
  if (raw.type === 'integer') return 'number'
  if (raw.type === 'boolean') return 'flag'
  return raw.type === 'string' && Array.isArray(raw.enum) ? 'choice' : 'text'
}
function ofForm(step: StepLike): [string, Raw][] {
  if (step.form !== 'own') return Object.entries(SHIPPED_FORM_FIELDS[step.form] ?? {})
  const types: Record<string, Raw> = { integer: { type: 'integer' }, flag: { type: 'boolean' } }
  return step.inputs.map((one) => [
    one.key,
    { ...(one.kind === 'choice' ? { type: 'string', enum: one.options.split('\n').map((line) => line.trim()).filter(Boolean) } : (types[one.kind] ?? { type: 'string' })),
      title: one.label.zh, title_en: one.label.en },
  ])
}
export function fieldsWith(steps: readonly StepLike[]): Field[] {
  return [
    ...FIELDS,
    ...steps.filter((one) => one.id).flatMap((step): Field[] => [
      { ...field(`step.${step.id}.outcome`, 'choice', ['passed', 'not_passed', 'not_needed']), step: step.title },
      ...ofForm(step).map(([key, raw]) => ({
        ...field(`step.${step.id}.${key}`, kindOf(raw), Array.isArray(raw.enum) ? raw.enum.map(String) : []),
        title: { zh: String(raw.title ?? key), en: String(raw.title_en || raw.title || key) },
        step: step.title,
      })),
    ]),
  ]
}

export const isChosen = (kind: FieldKind) => kind === 'choice' || kind === 'flag'
const isNumber = (kind: FieldKind) => kind === 'number' || kind === 'money'
export const operatorsOf = (kind: FieldKind): Operator[] => (isNumber(kind) ? ['at_least', 'at_most', 'is'] : ['is'])
export const choicesOf = (one: Field) => (one.kind === 'flag' ? ['true', 'false'] : one.choices)

export const newRow = (one: Field): Row => ({ field: one.name, operator: operatorsOf(one.kind)[0]!, chosen: [], typed: '', not: false })
export const noRows = (): Rows => ({ join: 'all', rows: [] })

// The values of a row as they are written; empty: something is missing or is no such value.
export function valuesOf(row: Row, one: Field): (string | number | boolean)[] {
  if (one.kind === 'flag') return row.chosen.map((value) => value === 'true')
  if (one.kind === 'choice') return one.choices.filter((value) => row.chosen.includes(value))
  const typed = row.typed.split(isNumber(one.kind) && row.operator !== 'is' ? /$^/ : one.kind === 'money' ? /[、;；]/ : /[、,，;；]/)
    .map((value) => value.trim()).filter(Boolean)
  if (!isNumber(one.kind)) return typed
  const numbers = typed.map((value) => (one.kind === 'money' ? fenOfWan(value) : /^-?\d{1,15}$/.test(value) ? Number(value) : undefined))
  return numbers.some((value) => value === undefined) ? [] : (numbers as number[])
}

const map = (value: unknown): Raw | undefined => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : undefined)
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const isPlain = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value)
const only = (raw: Raw, keys: readonly string[]) => Object.keys(raw).every((key) => keys.includes(key))

function readRow(value: unknown, fields: readonly Field[]): Row | undefined {
  const raw = map(value)
  if (!raw) return undefined
  if ('not' in raw) {
    const inner = only(raw, ['not']) ? readRow(raw.not, fields) : undefined
    return inner && !inner.not ? { ...inner, not: true } : undefined
  }
  const one = fields.find(({ name }) => name === raw.field)
  const operator = (['is', 'in', 'at_least', 'at_most'] as const).find((name) => name in raw)
  if (!one || !operator || !only(raw, ['field', operator])) return undefined
  const values = operator === 'in' ? raw.in : [raw[operator]]
  if (!Array.isArray(values) || !values.every(isPlain)) return undefined
  const shown = operator === 'in' ? 'is' : operator
  if (!operatorsOf(one.kind).includes(shown)) return undefined
  const words = values.map(String)
  const row: Row = {
    field: one.name,
    operator: shown,
    chosen: isChosen(one.kind) ? words : [],
    typed: isChosen(one.kind) ? '' : words.map((word) => (one.kind === 'money' ? inWan(Number(word)) : word)).join('、'),
    not: false,
  }
  return same([...valuesOf(row, one).map(String)].sort(), [...words].sort()) ? row : undefined
}

// Undefined: rows cannot show it.
export function readRows(value: unknown, fields: readonly Field[]): Rows | undefined {
  const raw = map(value)
  if (!raw) return undefined
  for (const join of ['all', 'any'] as const)
    if (join in raw) {
      const parts = only(raw, [join]) && Array.isArray(raw[join]) ? (raw[join] as unknown[]).map((part) => readRow(part, fields)) : []
      return parts.length && parts.every((part) => part !== undefined) ? { join, rows: parts } : undefined
    }
  const row = readRow(raw, fields)
  return row && { join: 'all', rows: [row] }
}

function rowFields(row: Row, fields: readonly Field[]): Raw {
  const one = fields.find(({ name }) => name === row.field)
  const values = one ? valuesOf(row, one) : []
  const comparison = row.operator !== 'is' || values.length === 1 ? { field: row.field, [row.operator]: values[0] } : { field: row.field, in: values }
  return row.not ? { not: comparison } : comparison
}
export function conditionFields({ join, rows }: Rows, fields: readonly Field[]): Raw | undefined {
  if (!rows.length) return undefined
  return rows.length === 1 ? rowFields(rows[0]!, fields) : { [join]: rows.map((row) => rowFields(row, fields)) }
}
export const isWhole = ({ rows }: Rows, fields: readonly Field[]) =>
  rows.every((row) => {
    const one = fields.find(({ name }) => name === row.field)
    return !!one && valuesOf(row, one).length > 0
  })

// The words that a sentence needs; the reader's language knows them.
export interface Wording {
  title: (name: string) => string
  value: (name: string, value: string) => string
  say: (operator: 'is' | 'oneOf' | 'at_least' | 'at_most', title: string, values: string[]) => string
  not: (part: string) => string
  nested: (part: string) => string
  join: (join: 'all' | 'any', parts: string[]) => string
}
export function sentenceOf(value: unknown, words: Wording): string {
  const raw = map(value) ?? {}
  for (const join of ['all', 'any'] as const)
    if (Array.isArray(raw[join])) {
      const parts = (raw[join] as unknown[]).map((part) => {
        const inner = map(part) ?? {}
        return 'all' in inner || 'any' in inner ? words.nested(sentenceOf(part, words)) : sentenceOf(part, words)
      })
      return words.join(join, parts)
    }
  if ('not' in raw) return words.not(sentenceOf(raw.not, words))
  const name = String(raw.field ?? '')
  const title = words.title(name)
  for (const bound of ['at_least', 'at_most'] as const)
    if (bound in raw) return words.say(bound, title, [words.value(name, String(raw[bound]))])
  const values = (Array.isArray(raw.in) ? raw.in : [raw.is ?? '']).map((one) => words.value(name, String(one)))
  return words.say(values.length > 1 ? 'oneOf' : 'is', title, values)
}
