import { describe, expect, it } from 'vitest'
import { fieldsOf, type Schema } from './schema.model'
import { blanks, dataOf, faultsOf, shownOf, typed, type Values } from './values.model'

const GRANT: Schema = {
  type: 'object',
  required: ['amount_fen', 'annual_rate_bps', 'guarantee', 'first_loan'],
  properties: {
    amount_fen: { type: 'integer', minimum: 1, title: '授信金额（分）', 'x-title-en': 'Granted amount (fen)' },
    annual_rate_bps: { type: 'integer', minimum: 0, maximum: 10000, title: '年利率（万分之一）' },
    first_loan: { type: 'boolean', title: '首贷' },
    guarantee: {
      type: 'object',
      required: ['kind'],
      properties: {
        kind: { type: 'string', enum: ['none', 'mortgage'], title: '担保方式' },
        guarantor: { type: 'string', maxLength: 64, title: '担保机构' },
      },
    },
    remark: { type: 'string', maxLength: 2000, title: '备注' },
  },
}
const REASONS: Schema = {
  type: 'object',
  required: ['reasons'],
  properties: {
    reasons: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['code'],
        properties: { code: { type: 'string', maxLength: 64 }, repairable: { type: 'boolean' } },
      },
    },
  },
}

describe('fields of a schema', () => {
  it('ask in units that people use', () => {
    const kinds = Object.fromEntries(fieldsOf(GRANT).map((field) => [field.key, field.kind]))
    expect(kinds).toEqual({
      amount_fen: 'money', annual_rate_bps: 'percent', guarantee: 'group', first_loan: 'flag', remark: 'words',
    })
    expect(fieldsOf(GRANT)[0]?.label).toEqual({ zh: '授信金额', en: 'Granted amount' })
  })
  it('know reasons, organisations and dates', () => {
    const [list] = fieldsOf(REASONS)
    expect(list?.item?.fields?.map((field) => field.kind)).toEqual(['reason', 'flag'])
    const [guarantee] = fieldsOf(GRANT).filter((field) => field.kind === 'group')
    expect(guarantee?.fields?.[1]?.kind).toBe('organisation')
    expect(fieldsOf({ properties: { d: { type: 'string', format: 'date' } } })[0]?.kind).toBe('date')
  })
  it('leave out what has nothing to draw', () => {
    expect(fieldsOf({ properties: { form: { type: 'object', properties: {} } } })).toEqual([])
  })
})

describe('values of a form', () => {
  const fields = fieldsOf(GRANT)
  it('become data in stored units, without what was left empty', () => {
    const values: Values = {
      amount_fen: '30', annual_rate_bps: '3.45', guarantee: { kind: 'none', guarantor: '' },
      first_loan: false, remark: '  ',
    }
    expect(faultsOf(fields, values)).toEqual({})
    expect(dataOf(fields, values)).toEqual({
      amount_fen: 30_000_000, annual_rate_bps: 345, guarantee: { kind: 'none' }, first_loan: false,
    })
  })
  it('name each fault at its field', () => {
    expect(faultsOf(fields, blanks(fields))).toEqual({
      amount_fen: 'missing', annual_rate_bps: 'missing', 'guarantee.kind': 'missing', first_loan: 'missing',
    })
    const wrong: Values = {
      amount_fen: 'viel', annual_rate_bps: '300', guarantee: { kind: 'none', guarantor: 'x'.repeat(65) },
      first_loan: true, remark: '',
    }
    expect(faultsOf(fields, wrong)).toEqual({
      amount_fen: 'money', annual_rate_bps: 'high', 'guarantee.guarantor': 'long',
    })
  })
  it('lists drop empty rows and keep the paths of the others', () => {
    const list = fieldsOf(REASONS)
    expect(faultsOf(list, blanks(list))).toEqual({ 'reasons.0': 'missing' })
    expect(dataOf(list, { reasons: [{ code: 'other', repairable: undefined }, { code: '', repairable: undefined }] }))
      .toEqual({ reasons: [{ code: 'other' }] })
    expect(faultsOf(list, { reasons: [{ code: '', repairable: true }] })).toEqual({ 'reasons.0.code': 'missing' })
  })
  it('stored data reads back as it was typed', () => {
    const data = { amount_fen: 123_456_789, annual_rate_bps: 345, guarantee: { kind: 'none' }, first_loan: true }
    const values = Object.fromEntries(fields.map((field) => [field.key, typed(field, (data as Record<string, unknown>)[field.key])]))
    expect(dataOf(fields, values)).toEqual(data)
  })
})

describe('a field that depends on another', () => {
  const schema: Schema = {
    type: 'object',
    properties: {
      permit: { type: 'string', title: '手续', enum: ['there', 'missing'] },
      owns: { type: 'boolean', title: '自有' },
      number: { type: 'string', title: '编号', visible_when: { field: 'permit', in: ['there'] } },
      rent: { type: 'integer', title: '租金', visible_when: { field: 'owns', in: [false] } },
    },
    required: ['permit', 'number'],
  }
  const fields = fieldsOf(schema)
  const values: Values = { permit: 'missing', owns: undefined, number: '7', rent: '3' }
  it('is shown, required and sent only where that one says so', () => {
    const shown = (now: Values) => shownOf(fields, now).map((one) => one.key).sort()
    expect(shown(values)).toEqual(['owns', 'permit'])
    expect(shown({ ...values, permit: 'there', owns: false })).toEqual(['number', 'owns', 'permit', 'rent'])
    expect(dataOf(fields, values)).toEqual({ permit: 'missing' })
    expect(faultsOf(fields, { ...values, number: '' })).toEqual({})
    expect(faultsOf(fields, { ...values, permit: 'there', number: '' })).toEqual({ number: 'missing' })
    expect(dataOf(fields, { ...values, owns: false })).toEqual({ permit: 'missing', owns: false, rent: 3 })
  })
})
