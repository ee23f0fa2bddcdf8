import { describe, expect, it } from 'vitest'
import { canBeEdited, faultsOf, newInput, newStep, optionsOf, readStep, stepFields } from './step.model'

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
  it('by a plugin is written in the text', () => {
    expect(canBeEdited(step({ kind: 'plugin' }))).toBe(false)
    expect(optionsOf(' a\n\nb')).toEqual(['a', 'b'])
  })
})
