import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  clockFor, drop, emptyOverlay, idFrom, putClock, putNotice, putReason, putStep, readOverlay, setLimit, setPlain, unknownFields,
} from './overlay.model'
import { newStep } from './step.model'
import { putShippedBase } from './base.shipped'

putShippedBase()

const shipped = (name: string) => readFileSync(join(__dirname, '../../../../workflows/counties', name), 'utf8')
const GUSHI = shipped('411525.yaml')

const SMALL = `# ours
overlay: 试验方案 # a title
area: '411502'

deadlines:
  # promised in May
  - hook: bank-decision
    budget: {calendar_days: 20}
    ladder:
      - {rung: overdue, offset: 0, to: [bank_contact]}
future_section: {kept: true} # nobody knows it
steps:
  - id: look
    stage: Application
    kind: form
    title: {zh: 看一看, en: look}
    role: task_force # who else
    form:
      type: object
      properties:
        count: {type: integer, title: 数, minimum: 3, maximum: 9}
      required: [count]
    since: 2025
`

describe('a workflow that nobody changes', () => {
  for (const name of ['411525.yaml', 'city-template.yaml'])
    it(`${name}: putting every item back leaves every character`, () => {
      const text = shipped(name)
      const { overlay } = readOverlay(text)
      let now = text
      overlay.steps.forEach((step, i) => (now = putStep(now, i, step)))
      overlay.clocks.forEach((clock, i) => (now = putClock(now, i, clock)))
      for (const [list, rows] of Object.entries(overlay.reasons)) rows.forEach((row, i) => (now = putReason(now, list, i, row)))
      for (const notice of overlay.notices) now = putNotice(now, notice)
      expect(now).toBe(text)
    }, 60_000)
})

describe('a change by a form', () => {
  it('is read as it was written', () => {
    const { overlay } = readOverlay(GUSHI)
    expect(overlay).toMatchObject({ header: 'overlay', area: '411525', attempts: '', overlap: '' })
    expect(overlay.clocks[0]).toMatchObject({ hook: 'bank-decision', unit: 'calendar_days', days: 20 })
    expect(overlay.steps.map((one) => one.id)).toEqual(['premises-check', 'tax-credit', 'registration-check', 'county-consent'])
    expect(overlay.reasons.return?.[0]?.code).toBe('premises_doubtful')
    expect(overlay.notices[0]?.name).toBe('bank-decision@411525.overdue')
  })
  it('touches only its own item: comments, order and unknown fields stay', () => {
    const { overlay } = readOverlay(SMALL)
    const changed = putClock(SMALL, 0, { ...overlay.clocks[0]!, days: 15 })
    expect(changed).toBe(SMALL.replace('calendar_days: 20', 'calendar_days: 15'))
    const step = overlay.steps[0]!
    expect(putStep(SMALL, 0, { ...step, role: 'leader' })).toBe(SMALL.replace('role: task_force', 'role: leader'))
  })
  it('keeps the limits of an input whose kind stays, and gives a new kind its own', () => {
    const step = readOverlay(SMALL).overlay.steps[0]!
    const [input] = step.inputs
    const renamed = putStep(SMALL, 0, { ...step, inputs: [{ ...input!, label: { zh: '个数', en: '' }, required: false }] })
    expect(renamed).toContain('{type: integer, title: 个数, minimum: 3, maximum: 9}')
    expect(renamed).not.toContain('required')
    const other = putStep(SMALL, 0, { ...step, inputs: [{ ...input!, kind: 'flag' }] })
    expect(other).toContain('{type: boolean, title: 数}')
    expect(other).toContain('since: 2025')
  })
  it('adds a step whose id comes of its title', () => {
    const id = idFrom('Check the tax grade!', ['check-the-tax-grade'], 'step')
    expect(id).toBe('check-the-tax-grade-2')
    expect(idFrom('', ['step-1'], 'step')).toBe('step-2')
    const step = { ...newStep(), id, title: { zh: '核对', en: '' } }
    step.inputs[0]!.label.zh = '级别'
    const { overlay } = readOverlay(putStep(SMALL, undefined, step))
    expect(overlay.steps).toHaveLength(2)
    expect(overlay.steps[1]).toMatchObject({ id, title: { zh: '核对', en: '核对' }, role: 'task_force', form: 'own' })
    expect(overlay.steps[1]!.inputs[0]).toMatchObject({ key: 'field_1', kind: 'line', label: { zh: '级别' } })
  })
  it('begins from nothing: sections come when they are needed and go with their last item', () => {
    const bare = emptyOverlay('411502', '浉河区')
    expect(readOverlay(bare).overlay).toMatchObject({ title: '浉河区方案', area: '411502', steps: [] })
    const one = putReason(bare, 'return', undefined, { code: 'doubt', title: { zh: '存疑', en: '' }, repairable: false, department: '' })
    expect(readOverlay(one).overlay.reasons).toEqual({ return: [{ code: 'doubt', title: { zh: '存疑', en: '存疑' }, repairable: false, department: '' }] })
    expect(drop(one, ['reasons', 'return', 0])).toBe(bare)
  })
  it('sets a limit, changes it and takes it away', () => {
    const set = setLimit(SMALL, 'intended_banks_most', 1)
    expect(readOverlay(set).overlay.limits).toEqual([{ name: 'intended_banks_most', value: 1 }])
    expect(setLimit(set, 'intended_banks_most', '')).toBe(SMALL)
    const visits = setPlain(SMALL, 'visit_attempt_limit', 5)
    expect(readOverlay(visits).overlay.attempts).toBe(5)
    expect(setPlain(visits, 'visit_attempt_limit', '')).toBe(SMALL)
  })
  it('replaces a text, in both languages', () => {
    const notice = { name: 'rung.overdue', subject: { zh: '{enterprise}', en: '' }, body: { zh: '请办理{oops}', en: '' } }
    const text = putNotice(SMALL, notice)
    expect(readOverlay(text).overlay.notices).toEqual([{ ...notice, subject: { zh: '{enterprise}', en: '{enterprise}' }, body: { zh: '请办理{oops}', en: '请办理{oops}' } }])
    expect(unknownFields(notice)).toEqual(['oops'])
    expect(unknownFields({ ...notice, name: 'event', body: { zh: '{due}', en: '' } })).toEqual(['due'])
    expect(drop(text, ['notices', 'rung.overdue'])).toBe(SMALL)
  })
  it('of a new clock starts with who is told below it', () => {
    const clock = clockFor('bank-decision')
    expect(clock).toMatchObject({ unit: 'calendar_days', days: '' })
    expect(clock.rungs.map((one) => one.rung)).toContain('overdue')
    const { overlay } = readOverlay(putClock(SMALL, undefined, { ...clockFor('visit'), days: 10 }))
    expect(overlay.clocks[1]).toMatchObject({ hook: 'visit', unit: 'working_days', days: 10 })
  })
})

describe('a text that cannot be read', () => {
  it('says where', () => {
    expect(readOverlay('overlay: [a\n').fault?.line).toBeGreaterThan(0)
    expect(readOverlay('- a\n- b\n').fault).toBeDefined()
    expect(readOverlay('').fault).toBeUndefined()
    expect(readOverlay('# nothing\n').fault).toBeUndefined()
  })
  it('shows what it can of items that are none', () => {
    expect(readOverlay('deadlines: 3\nsteps: [1, {id: x}]\nreasons: {return: {}}\n').overlay).toMatchObject({ clocks: [], steps: [{ id: 'x' }], reasons: { return: [] } })
  })
})
