import { describe, expect, it } from 'vitest'
import { canBeEdited, deciders, earlierOf, faultsOf, newInput, newStep, ofKind, optionsOf, readStep, readSteps, stepFields, unknownInNotice } from './step.model'

const step = (more: object = {}) => readStep({ id: 'x', stage: 'Application', kind: 'form', title: { zh: '看', en: 'look' }, role: 'leader', ...more })

describe('an additional step', () => {
  it('of a department has no role, any other no department', () => {
    expect(stepFields({ ...step(), kind: 'department_report', department: 'tax' })).toMatchObject({ role: undefined, department: 'tax' })
    expect(stepFields({ ...step(), department: 'tax' })).toMatchObject({ role: 'leader', department: undefined })
  })
  it('with a shipped form names it, without one has none', () => {
    expect(stepFields(step({ form: 'site-visit' })).form).toBe('site-visit')
    expect(stepFields(step({ kind: 'approval' })).form).toBeUndefined()
  })
  it('writes each kind of input so that it is read as the same kind', () => {
    const inputs = (['line', 'words', 'integer', 'flag', 'date', 'choice'] as const).map((kind, i) => ({
      ...newInput([]), key: `field_${i}`, kind, label: { zh: kind, en: '' }, options: 'A\n B \nA\n', required: i === 0,
    }))
    const written = stepFields({ ...newStep(), title: { zh: '看', en: '' }, inputs })
    const again = readStep(written)
    expect(again.inputs.map((one) => one.kind)).toEqual(inputs.map((one) => one.kind))
    expect(again.inputs[0]).toMatchObject({ required: true, label: { zh: 'line', en: '' } })
    expect(again.inputs[5]!.options).toBe('A\nB')
    expect(stepFields(again)).toEqual(written)
  })
  it('keeps when a field is asked, and only a choice that is always asked decides', () => {
    const form = {
      type: 'object',
      properties: {
        grade: { type: 'integer', title: '级', enum: [1, 2] },
        owns: { type: 'boolean', title: '自有' },
        why: { type: 'string', title: '原因', maxLength: 200, visible_when: { field: 'grade', in: [2] } },
        rent: { type: 'integer', title: '租金', minimum: 0, visible_when: { field: 'owns', in: [false] } },
      },
    }
    const read = step({ form })
    expect(stepFields(read).form).toEqual(form)
    expect(read.inputs[2]!.only).toEqual({ field: 'grade', values: ['2'] })
    expect(deciders(read.inputs[2]!, read.inputs).map((one) => one.key)).toEqual(['grade', 'owns'])
    expect(deciders(read.inputs[0]!, read.inputs).map((one) => one.key)).toEqual(['owns'])
    read.inputs[3]!.only = { field: '', values: [] }
    expect((stepFields(read).form as { properties: { rent: object } }).properties.rent).not.toHaveProperty('visible_when')
    read.inputs[2]!.only.values = []
    expect(faultsOf(read)).toEqual(['only'])
  })
  it('keeps a choice among numbers while its options stay', () => {
    const form = { type: 'object', properties: { grade: { type: 'integer', title: '级', enum: [1, 2] } } }
    const read = step({ form })
    expect(stepFields(read).form).toEqual(form)
    read.inputs[0]!.options = '1\n3'
    expect(stepFields(read).form).toMatchObject({ properties: { grade: { type: 'string', enum: ['1', '3'] } } })
  })
  it('says what is missing before it is put into the draft', () => {
    expect(faultsOf(newStep())).toEqual(['title', 'label'])
    expect(faultsOf({ ...newStep(), kind: 'department_report', inputs: [] })).toEqual(['title', 'department'])
    expect(faultsOf({ ...step(), form: '' })).toEqual(['form'])
    expect(faultsOf(step({ form: { type: 'object', properties: { a: { type: 'string', title: '甲', enum: [] } } } }))).toEqual(['options'])
  })
  it('of a kind that is not known is written in the text', () => {
    expect([step({ kind: 'plugin' }), step({ kind: 'dance' })].map(canBeEdited)).toEqual([true, false])
    expect(optionsOf(' a\n\nb')).toEqual(['a', 'b'])
  })
  it('has what its kind has, read as it is written', () => {
    const text = { subject: { zh: '{enterprise}', en: 'x' }, body: { zh: '甲', en: 'a' } }
    const base = { id: 'x', stage: 'Application', title: { zh: '看', en: 'look' } }
    for (const raw of [
      { ...base, kind: 'approval', role: 'leader', quorum: 2, after: ['y'] }, { ...base, kind: 'plugin', role: 'leader', plugin: 'checks', hook: 'tax' },
      { ...base, kind: 'notice', to: ['leader', 'visitor'], text }, { ...base, kind: 'wait', working_days: 3 }, { ...base, kind: 'wait', calendar_days: 7 },
    ])
      expect(JSON.parse(JSON.stringify(stepFields(readStep(raw))))).toEqual(raw)
  })
  it('that becomes another kind leaves behind what only the other had', () => {
    const written = (kind: string) => JSON.parse(JSON.stringify(stepFields(ofKind({ ...step({ quorum: 2, form: 'site-visit' }), waitDays: 3, to: ['leader'] }, kind)))) as object
    expect(Object.keys(written('wait'))).toEqual(['id', 'stage', 'kind', 'title', 'working_days'])
    expect(Object.keys(written('notice'))).toEqual(['id', 'stage', 'kind', 'title', 'to', 'text'])
    expect(['approval', 'department_report'].map((kind) => ofKind(newStep(), kind).form)).toEqual(['', 'own'])
    expect(ofKind(ofKind(newStep(), 'wait'), 'form')).toMatchObject({ form: 'own', role: 'task_force' })
  })
  it('says what its kind lacks', () => {
    const of = (kind: string, more: object = {}) => faultsOf({ ...ofKind(step(), kind), ...more })
    expect(of('notice')).toEqual(['to', 'text'])
    expect([of('wait'), of('wait', { waitDays: 3 }), of('wait', { waitDays: 0 })]).toEqual([['days'], [], ['days']])
    expect([of('plugin'), of('plugin', { plugin: 'p' })]).toEqual([['plugin'], []])
    expect([of('approval'), of('approval', { quorum: 10 })]).toEqual([[], ['quorum']])
    expect(unknownInNotice({ ...step(), notice: { subject: { zh: '{due}{bank}', en: '' }, body: { zh: '', en: '{x}' } } })).toEqual(['due', 'x'])
  })
  it('comes after others of its stage, under a condition that stays as it is written', () => {
    const when = { all: [{ field: 'step.y.outcome', is: 'passed' }] }
    const deep = { not: { any: [{ field: 'enterprise.kind', is: 'company' }] } }
    const raw = (id: string, more: object = {}) => ({ id, stage: 'Application', kind: 'approval', title: { zh: id, en: id }, role: 'leader', ...more })
    const steps = readSteps([raw('x', { when }), raw('y', { when: deep }), raw('z', { stage: 'Guidance' })])
    expect(earlierOf(steps[0]!, steps).map((one) => one.id)).toEqual(['y'])
    expect(steps.map((one) => [one.when.rows.length, !!one.whenKept])).toEqual([[1, false], [0, true], [0, false]])
    expect(stepFields(steps[0]!, steps).when).toEqual(when)
    expect(stepFields(steps[1]!, steps).when).toEqual(deep)
    expect(stepFields({ ...steps[0]!, when: { join: 'all', rows: [] } }, steps).when).toBeUndefined()
    expect(faultsOf({ ...steps[0]!, when: { join: 'all', rows: [{ ...steps[0]!.when.rows[0]!, chosen: [] }] } }, steps)).toEqual(['condition'])
  })
})
