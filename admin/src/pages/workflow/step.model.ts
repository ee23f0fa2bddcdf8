// An additional step and the fields of its form.
import type { Words } from '@/api/problem'
import { EVENT_FIELDS, SHIPPED_FORMS, STEP_KINDS } from './base.model'
import { conditionFields, fieldsWith, isWhole, noRows, readRows, type Rows } from './condition.model'

export type InputKind = 'line' | 'words' | 'integer' | 'flag' | 'date' | 'choice'
export const INPUT_KINDS: readonly InputKind[] = ['line', 'words', 'integer', 'flag', 'date', 'choice']
const LONG = 500

export interface Only {
  field: string
  values: string[]
}
export interface Input {
  key: string
  label: Words
  kind: InputKind
  required: boolean
  options: string // of a choice: one a line
  raw: Record<string, unknown> // as it is written, for what a form does not show
  only: Only // asked only where another has one of some values; field '': always
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
  quorum: number | '' // of an approval: how many different people
  plugin: string
  hook: string // of a plugin: '' as the step is called
  to: string[] // of a notice
  notice: { subject: Words; body: Words }
  waitUnit: 'working_days' | 'calendar_days'
  waitDays: number | ''
  after: string[] // steps of the same stage
  when: Rows // without rows: always
  whenRaw?: unknown // as it is written
  whenKept?: boolean // rows cannot show it: it stays as it is written
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

const readOnly = (rule: Raw): Only => ({ field: text(rule.field), values: Array.isArray(rule.in) ? rule.in.map(String) : [] })

function readInputs(form: Raw): Input[] {
  const required = Array.isArray(form.required) ? form.required.map(String) : []
  return Object.entries(map(form.properties)).map(([key, value]) => {
    const raw = map(value)
    return {
      key,
      label: { zh: text(raw.title), en: text(raw.title_en) },
      kind: kindOf(raw),
      required: required.includes(key),
      only: readOnly(map(raw.visible_when)),
      options: Array.isArray(raw.enum) ? raw.enum.map(String).join('\n') : '',
      raw,
    }
  })
}

const list = (value: unknown) => (Array.isArray(value) ? value.map(String) : [])
const words = (value: unknown): Words => ({ zh: text(map(value).zh), en: text(map(value).en) })
const number = (value: unknown): number | '' => (typeof value === 'number' ? value : '')

export function readStep(raw: Raw): Step {
  const own = typeof raw.form === 'object' && raw.form !== null
  return {
    id: text(raw.id),
    stage: text(raw.stage),
    kind: text(raw.kind),
    title: words(raw.title),
    role: text(raw.role),
    department: text(raw.department),
    form: own ? 'own' : text(raw.form),
    inputs: own ? readInputs(map(raw.form)) : [],
    ...(own ? { formRaw: map(raw.form) } : {}),
    quorum: number(raw.quorum),
    plugin: text(raw.plugin),
    hook: text(raw.hook),
    to: list(raw.to),
    notice: { subject: words(map(raw.text).subject), body: words(map(raw.text).body) },
    waitUnit: 'calendar_days' in raw ? 'calendar_days' : 'working_days',
    waitDays: number(raw.calendar_days ?? raw.working_days),
    after: list(raw.after),
    when: noRows(),
    ...(raw.when === undefined ? {} : { whenRaw: raw.when }),
  }
}
// With their conditions, which may ask about each other.
export function readSteps(rows: readonly Raw[]): Step[] {
  const steps = rows.map(readStep)
  return steps.map((step) => {
    if (step.whenRaw === undefined) return step
    const when = readRows(step.whenRaw, fieldsOf(step, steps))
    return when ? { ...step, when } : { ...step, whenKept: true }
  })
}
// What a step's condition may ask about.
export const fieldsOf = (step: Step, steps: readonly Step[]) => fieldsWith(steps.filter((one) => one.id !== step.id))
// Those that it may come after: others of its stage.
export const earlierOf = (step: Step, steps: readonly Step[]) => steps.filter((one) => one.stage === step.stage && one.id !== step.id)

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
function inputFields(input: Input, inputs: readonly Input[]): Raw {
  const { raw } = input
  const same = Object.keys(raw).length > 0 && kindOf(raw) === input.kind
  const base: Raw = same ? { ...raw } : { ...(raw.description ? { description: raw.description } : {}), ...KINDS[input.kind](input) }
  // A choice among numbers stays one while its options do.
  if (same && input.kind === 'choice' && (raw.enum as unknown[]).map(String).join('\n') !== optionsOf(input.options).join('\n'))
    Object.assign(base, KINDS.choice(input))
  delete base.title
  delete base.title_en
  delete base.visible_when
  const { type, ...rest } = base
  const english = input.label.en.trim()
  return { type, title: input.label.zh.trim(), ...(english ? { title_en: english } : {}), ...rest, ...visibility(input, inputs) }
}
// A value as the other field has it: a number among options stays one.
function visibility({ only }: Input, inputs: readonly Input[]): Raw {
  const other = inputs.find((one) => one.key === only.field)
  if (!other || !only.values.length) return {}
  const written = (value: string) => (other.kind === 'flag' ? value === 'true' : ((other.raw.enum as unknown[] | undefined)?.find((one) => String(one) === value) ?? value))
  return { visible_when: { field: only.field, in: only.values.map(written) } }
}
// Those that another field may depend on: a choice or yes-or-no that is always asked.
export const deciders = (input: Input, inputs: readonly Input[]) =>
  inputs.filter((one) => one.key !== input.key && (one.kind === 'choice' || one.kind === 'flag') && !one.only.field)
export const valuesOf = (input: Input | undefined) => (input?.kind === 'flag' ? ['true', 'false'] : optionsOf(input?.options ?? ''))

const both = ({ zh, en }: Words): Words => ({ zh: zh.trim(), en: en.trim() || zh.trim() })
function formOf(step: Step) {
  if (step.form !== 'own') return step.form || undefined
  const required = step.inputs.filter((one) => one.required).map((one) => one.key)
  const own = {
    ...(step.formRaw ?? { type: 'object' }),
    properties: Object.fromEntries(step.inputs.map((one) => [one.key, inputFields(one, step.inputs)])),
  } as Raw
  if (required.length) own.required = required
  else delete own.required
  return own
}
// What rows show and nobody changed stays as it is written, too.
function whenOf(step: Step, steps: readonly Step[]) {
  const fields = fieldsOf(step, steps)
  const before = step.whenRaw === undefined ? undefined : readRows(step.whenRaw, fields)
  if (step.whenKept || (before && JSON.stringify(before) === JSON.stringify(step.when))) return step.whenRaw
  return conditionFields(step.when, fields)
}
const hasNobody = (kind: string) => kind === 'notice' || kind === 'wait'

// The fields of a step as they are written; undefined: not there.
export function stepFields(step: Step, steps: readonly Step[] = []): Raw {
  const { kind } = step
  const of = <T>(wanted: string, value: T) => (kind === wanted ? value : undefined)
  const days = (unit: Step['waitUnit']) => of('wait', step.waitUnit === unit && step.waitDays !== '' ? step.waitDays : undefined)
  return {
    id: step.id,
    stage: step.stage,
    kind,
    title: both(step.title),
    role: kind === 'department_report' || hasNobody(kind) ? undefined : step.role || undefined,
    department: of('department_report', step.department),
    quorum: of('approval', step.quorum || undefined),
    plugin: of('plugin', step.plugin.trim()),
    hook: of('plugin', step.hook.trim() || undefined),
    to: of('notice', [...step.to]),
    text: of('notice', { subject: both(step.notice.subject), body: both(step.notice.body) }),
    working_days: days('working_days'),
    calendar_days: days('calendar_days'),
    after: step.after.length ? [...step.after] : undefined,
    when: whenOf(step, steps),
    form: hasNobody(kind) ? undefined : formOf(step),
  }
}

export const newInput = (taken: readonly string[]): Input => {
  let n = taken.length + 1
  while (taken.includes(`field_${n}`)) ++n
  return { key: `field_${n}`, label: { zh: '', en: '' }, kind: 'line', required: false, options: '', only: { field: '', values: [] }, raw: {} }
}
export const newStep = (): Step => ({
  id: '', stage: 'Review.Preliminary', kind: 'form', title: { zh: '', en: '' }, role: 'task_force', department: '',
  form: 'own', inputs: [newInput([])], quorum: '', plugin: '', hook: '', to: [],
  notice: { subject: { zh: '', en: '' }, body: { zh: '', en: '' } }, waitUnit: 'working_days', waitDays: '', after: [], when: noRows(),
})
// Another kind: what it needs is there, what it cannot have is not asked for.
export function ofKind(step: Step, kind: string): Step {
  // Who approves, and what a plugin does, mostly needs no form: an untouched one goes.
  const untouched = step.form === 'own' && step.inputs.every((one) => !one.label.zh.trim())
  const goes = hasNobody(kind) || (untouched && ['approval', 'plugin'].includes(kind))
  const form = goes ? '' : kind === 'form' && step.form === '' ? 'own' : step.form
  const inputs = form === 'own' && !step.inputs.length ? [newInput([])] : step.inputs
  return { ...step, kind, form, inputs, role: hasNobody(kind) ? step.role : step.role || 'task_force' }
}

export type StepFault = 'title' | 'role' | 'department' | 'form' | 'label' | 'options' | 'only' | 'quorum' | 'plugin' | 'to' | 'text' | 'days' | 'condition'
const LONGEST_WAIT = 3650
const within = (value: number | '', most: number) => value !== '' && Number.isInteger(value) && value >= 1 && value <= most
// {names} that a notice's text may not use.
export const unknownInNotice = ({ notice }: Step) =>
  [...new Set([notice.subject, notice.body].flatMap(({ zh, en }) => [...`${zh} ${en}`.matchAll(/\{([^{}]*)\}/g)].map((found) => found[1]!)))].filter((one) => !EVENT_FIELDS.includes(one))
function faultsOfKind(step: Step): StepFault[] {
  switch (step.kind) {
    case 'department_report':
      return step.department ? [] : ['department']
    case 'notice':
      return [...(step.to.length ? [] : ['to' as const]), ...(step.notice.subject.zh.trim() && step.notice.body.zh.trim() ? [] : ['text' as const])]
    case 'wait':
      return within(step.waitDays, LONGEST_WAIT) ? [] : ['days']
    default:
      return [
        ...(step.role ? [] : ['role' as const]),
        ...(step.kind === 'plugin' && !step.plugin.trim() ? ['plugin' as const] : []),
        ...(step.kind === 'approval' && step.quorum !== '' && !within(step.quorum, MOST_APPROVERS) ? ['quorum' as const] : []),
      ]
  }
}
export const MOST_APPROVERS = 9
export function faultsOf(step: Step, steps: readonly Step[] = []): StepFault[] {
  const faults: StepFault[] = []
  if (!step.title.zh.trim()) faults.push('title')
  faults.push(...faultsOfKind(step))
  if (!step.whenKept && !isWhole(step.when, fieldsOf(step, steps))) faults.push('condition')
  if (step.kind === 'form' && (step.form === '' || (step.form === 'own' && step.inputs.length === 0))) faults.push('form')
  if (step.form === 'own' && step.inputs.some((one) => !one.label.zh.trim())) faults.push('label')
  if (step.form === 'own' && step.inputs.some((one) => one.kind === 'choice' && optionsOf(one.options).length === 0)) faults.push('options')
  if (step.form === 'own' && step.inputs.some((one) => one.only.field && (!deciders(one, step.inputs).some((other) => other.key === one.only.field) || !one.only.values.length))) faults.push('only')
  return faults
}
export const isShipped = (form: string) => (SHIPPED_FORMS as readonly string[]).includes(form)
// A kind that the forms do not know is written in the text.
export const canBeEdited = (step: Step) => (STEP_KINDS as readonly string[]).includes(step.kind)
