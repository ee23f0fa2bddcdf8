// An additional step and the fields of its form.
import type { Words } from '@/api/problem'
import { SHIPPED_FORMS } from './base.model'

export type InputKind = 'line' | 'words' | 'integer' | 'flag' | 'date' | 'choice'
export const INPUT_KINDS: readonly InputKind[] = ['line', 'words', 'integer', 'flag', 'date', 'choice']
const LONG = 500

export interface Input {
  key: string
  label: Words
  kind: InputKind
  required: boolean
  options: string // of a choice: one a line
  raw: Record<string, unknown> // as it is written, for what a form does not show
}
export interface Step {
  id: string
  stage: string
  kind: string
  title: Words
  role: string
  department: string
  form: string // '' none, a shipped form's name, 'own'
  inputs: Input[]
  formRaw?: Record<string, unknown> // of a form of its own: as it is written
}
type Raw = Record<string, unknown>

const text = (value: unknown) => (value === undefined || value === null ? '' : String(value))
const map = (value: unknown): Raw => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {})

function kindOf(raw: Raw): InputKind {
  if (raw.type === 'boolean') return 'flag'
  if (Array.isArray(raw.enum)) return 'choice'
  if (raw.type === 'integer') return 'integer'
  if (raw.format === 'date') return 'date'
  return Number(raw.maxLength ?? 0) >= LONG ? 'words' : 'line'
}

function readInputs(form: Raw): Input[] {
  const required = Array.isArray(form.required) ? form.required.map(String) : []
  return Object.entries(map(form.properties)).map(([key, value]) => {
    const raw = map(value)
    return {
      key,
      label: { zh: text(raw.title), en: text(raw.title_en) },
      kind: kindOf(raw),
      required: required.includes(key),
      options: Array.isArray(raw.enum) ? raw.enum.map(String).join('\n') : '',
      raw,
    }
  })
}

export function readStep(raw: Raw): Step {
  const own = typeof raw.form === 'object' && raw.form !== null
  return {
    id: text(raw.id),
    stage: text(raw.stage),
    kind: text(raw.kind),
    title: { zh: text(map(raw.title).zh), en: text(map(raw.title).en) },
    role: text(raw.role),
    department: text(raw.department),
    form: own ? 'own' : text(raw.form),
    inputs: own ? readInputs(map(raw.form)) : [],
    ...(own ? { formRaw: map(raw.form) } : {}),
  }
}

const KINDS: Record<InputKind, (input: Input) => Raw> = {
  line: () => ({ type: 'string', maxLength: 200 }),
  words: () => ({ type: 'string', maxLength: 1000 }),
  integer: () => ({ type: 'integer', minimum: 0 }),
  flag: () => ({ type: 'boolean' }),
  date: () => ({ type: 'string', format: 'date' }),
  choice: ({ options }) => ({ type: 'string', enum: optionsOf(options) }),
}
export const optionsOf = (options: string) => [...new Set(options.split('\n').map((one) => one.trim()).filter(Boolean))]

// A kind that did not change keeps its limits; what an expert wrote beside them stays either way.
function inputFields(input: Input): Raw {
  const { raw } = input
  const same = Object.keys(raw).length > 0 && kindOf(raw) === input.kind
  const base: Raw = same ? { ...raw } : { ...(raw.description ? { description: raw.description } : {}), ...KINDS[input.kind](input) }
  // A choice among numbers stays one while its options do.
  if (same && input.kind === 'choice' && (raw.enum as unknown[]).map(String).join('\n') !== optionsOf(input.options).join('\n'))
    Object.assign(base, KINDS.choice(input))
  delete base.title
  delete base.title_en
  const { type, ...rest } = base
  const english = input.label.en.trim()
  return { type, title: input.label.zh.trim(), ...(english ? { title_en: english } : {}), ...rest }
}

// The fields of a step as they are written; undefined: not there.
export function stepFields(step: Step): Raw {
  const title = { zh: step.title.zh.trim(), en: step.title.en.trim() || step.title.zh.trim() }
  const ofDepartment = step.kind === 'department_report'
  const required = step.inputs.filter((one) => one.required).map((one) => one.key)
  const own = {
    ...(step.formRaw ?? { type: 'object' }),
    properties: Object.fromEntries(step.inputs.map((one) => [one.key, inputFields(one)])),
  } as Raw
  if (required.length) own.required = required
  else delete own.required
  return {
    id: step.id,
    stage: step.stage,
    kind: step.kind,
    title,
    role: ofDepartment ? undefined : step.role || undefined,
    department: ofDepartment ? step.department : undefined,
    form: step.form === 'own' ? own : step.form || undefined,
  }
}

export const newInput = (taken: readonly string[]): Input => {
  let n = taken.length + 1
  while (taken.includes(`field_${n}`)) ++n
  return { key: `field_${n}`, label: { zh: '', en: '' }, kind: 'line', required: false, options: '', raw: {} }
}
export const newStep = (): Step => ({
  id: '', stage: 'Review.Preliminary', kind: 'form', title: { zh: '', en: '' }, role: 'task_force', department: '',
  form: 'own', inputs: [newInput([])],
})

export type StepFault = 'title' | 'role' | 'department' | 'form' | 'label' | 'options'
export function faultsOf(step: Step): StepFault[] {
  const faults: StepFault[] = []
  if (!step.title.zh.trim()) faults.push('title')
  if (step.kind === 'department_report' ? !step.department : !step.role) faults.push(step.kind === 'department_report' ? 'department' : 'role')
  if (step.kind === 'form' && (step.form === '' || (step.form === 'own' && step.inputs.length === 0))) faults.push('form')
  if (step.form === 'own' && step.inputs.some((one) => !one.label.zh.trim())) faults.push('label')
  if (step.form === 'own' && step.inputs.some((one) => one.kind === 'choice' && optionsOf(one.options).length === 0)) faults.push('options')
  return faults
}
export const isShipped = (form: string) => (SHIPPED_FORMS as readonly string[]).includes(form)
// Steps that a plugin does are written in the text.
export const canBeEdited = (step: Step) => ['form', 'approval', 'department_report'].includes(step.kind)
