// A county's workflow (or the city's template) as the forms show it, and each change back into its
// text. The text is what is kept: a form changes only its own item.
import type { Words } from '@/api/problem'
import { clockOf, fieldsOfText } from './base.model'
import { rungName, type Rung } from './clock.model'
import { readSteps, stepFields, type Step } from './step.model'
import { change, dropIn, faultOf, isMap, mapping, open, putItem, written, type Fault, type Path } from './yaml.model'

export interface Clock {
  hook: string
  title: Words
  unit: 'calendar_days' | 'working_days'
  days: number | ''
  rungs: Rung[]
}
export interface Reason {
  code: string
  title: Words
  repairable: boolean
  department: string
}
export interface NoticeText {
  name: string
  subject: Words
  body: Words
}
export interface Overlay {
  header: 'overlay' | 'template'
  title: string
  area: string
  clocks: Clock[]
  limits: { name: string; value: number }[]
  steps: Step[]
  reasons: Record<string, Reason[]>
  notices: NoticeText[]
  attempts: number | ''
  overlap: number | ''
  approval: string
}
export type Section = 'deadlines' | 'limits' | 'steps' | 'reasons' | 'notices'
type Raw = Record<string, unknown>

const list = (value: unknown): Raw[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : []) as Raw[]
const map = (value: unknown): Raw => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {})
const text = (value: unknown) => (value === undefined || value === null ? '' : String(value))
const words = (value: unknown): Words => ({ zh: text(map(value).zh), en: text(map(value).en) })
const number = (value: unknown): number | '' => (typeof value === 'number' ? value : '')

const readClock = (raw: Raw): Clock => {
  const budget = map(raw.budget)
  const unit = 'calendar_days' in budget ? 'calendar_days' : 'working_days'
  return {
    hook: text(raw.hook),
    title: words(raw.title),
    unit,
    days: number(budget[unit]),
    rungs: list(raw.ladder).map((rung) => ({
      rung: text(rung.rung),
      offset: Number(rung.offset ?? 0),
      to: Array.isArray(rung.to) ? rung.to.map(String) : [],
    })),
  }
}
const readReason = (raw: Raw): Reason => ({
  code: text(raw.code), title: words(raw.title), repairable: raw.repairable === true, department: text(raw.department),
})

// What the forms show of a text that can be read; items keep the places that they have in it.
export function readOverlay(source: string): { overlay: Overlay; fault?: Fault } {
  const fault = faultOf(source)
  const root = fault ? {} : map(open(source).toJSON())
  const overlay: Overlay = {
    header: 'template' in root ? 'template' : 'overlay',
    title: text(root.overlay ?? root.template),
    area: text(root.area),
    clocks: list(root.deadlines).map(readClock),
    limits: list(root.limits).map((raw) => ({ name: text(raw.name), value: Number(raw.value) })),
    steps: readSteps(list(root.steps)),
    reasons: Object.fromEntries(Object.entries(map(root.reasons)).map(([name, rows]) => [name, list(rows).map(readReason)])),
    notices: Object.entries(map(root.notices)).map(([name, raw]) => ({
      name, subject: words(map(raw).subject), body: words(map(raw).body),
    })),
    attempts: number(root.visit_attempt_limit),
    overlap: number(root.visit_overlap_days),
    approval: text(root.approval),
  }
  return fault ? { overlay, fault } : { overlay }
}

// A county that has nothing of its own yet.
export const emptyOverlay = (area: string, county: string) => written(open(`overlay: ${JSON.stringify(`${county}方案`)}\narea: '${area}'\n`))

// English left out is said in Chinese, so that nobody is stopped by it.
export const bothWords = ({ zh, en }: Words): Words => ({ zh: zh.trim(), en: en.trim() || zh.trim() })
export const idFrom = (english: string, taken: readonly string[], word: string): string => {
  const slug = english.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '').slice(0, 40)
  for (let n = slug ? 1 : taken.length + 1; ; ++n) {
    const id = slug ? (n === 1 ? slug : `${slug}-${n}`) : `${word}-${n}`
    if (!taken.includes(id)) return id
  }
}

function edited(source: string, edit: (doc: ReturnType<typeof open>) => void): string {
  const doc = open(source)
  edit(doc)
  return written(doc)
}

export const putStep = (source: string, at: number | undefined, step: Step) =>
  edited(source, (doc) => putItem(doc, ['steps'], at, stepFields(step, readOverlay(source).overlay.steps)))

export function putClock(source: string, at: number | undefined, clock: Clock): string {
  const title = clock.title.zh.trim() ? bothWords(clock.title) : undefined
  return edited(source, (doc) =>
    putItem(doc, ['deadlines'], at, {
      hook: clock.hook,
      title,
      budget: { [clock.unit]: clock.days },
      ladder: clock.rungs.map(({ rung, offset, to }) => ({ rung, offset, to: [...to] })),
    }))
}
// A new clock begins as the one below it: same people, told at the same times.
export function clockFor(hook: string): Clock {
  const below = clockOf(hook)
  const calendar = below?.budget.calendar_days !== undefined
  return {
    hook,
    title: { zh: '', en: '' },
    unit: calendar ? 'calendar_days' : 'working_days',
    days: '',
    rungs: (below?.ladder ?? [{ rung: rungName(0, []), offset: 0, to: [] }]).map((one) => ({ ...one, to: [...one.to] })),
  }
}

export const putReason = (source: string, name: string, at: number | undefined, reason: Reason) =>
  edited(source, (doc) => {
    const before = at === undefined ? undefined : doc.getIn(['reasons', name, at])
    const saysNo = isMap(before) && before.has('repairable') ? false : undefined
    putItem(doc, ['reasons', name], at, {
      code: reason.code,
      title: bothWords(reason.title),
      repairable: reason.repairable || saysNo,
      department: reason.department.trim() || undefined,
    })
  })

export const putNotice = (source: string, notice: NoticeText) =>
  edited(source, (doc) =>
    change(doc, mapping(doc, ['notices', notice.name]), { subject: bothWords(notice.subject), body: bothWords(notice.body) }))

export const drop = (source: string, path: Path) => edited(source, (doc) => dropIn(doc, path))

export function setLimit(source: string, name: string, value: number | ''): string {
  const at = readOverlay(source).overlay.limits.findIndex((one) => one.name === name)
  if (value === '') return at < 0 ? source : drop(source, ['limits', at])
  return edited(source, (doc) => putItem(doc, ['limits'], at < 0 ? undefined : at, { name, value }))
}
export type Plain = 'visit_attempt_limit' | 'visit_overlap_days' | 'approval' | 'overlay' | 'template'
export const setPlain = (source: string, key: Plain, value: number | string) =>
  edited(source, (doc) => {
    if (!isMap(doc.contents)) return
    change(doc, doc.contents, { [key]: value === '' ? undefined : value })
  })

// {names} of a text that it may not use.
export function unknownFields(notice: NoticeText): string[] {
  const known = fieldsOfText(notice.name)
  const all = [notice.subject, notice.body].flatMap(({ zh, en }) => [...`${zh} ${en}`.matchAll(/\{([^{}]*)\}/g)].map((found) => found[1]!))
  return [...new Set(all.filter((name) => !known.includes(name)))]
}
