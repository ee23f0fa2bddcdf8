import { describe, expect, it } from 'vitest'
import { faultsOf, knownInto, newIntake, openingOf, receiptNumber } from './window.model'

const filled = () => ({ ...newIntake(), uscc: '91411502ma6dhelt1p', name: ' 试验公司 ', conditions: true, consent: true })

describe('window intake', () => {
  it('names what is missing and what is wrong', () => {
    expect(faultsOf(newIntake())).toEqual({ uscc: 'missing', name: 'missing', conditions: 'missing', consent: 'missing' })
    expect(faultsOf({ ...filled(), uscc: '91411502MA6DHELT1Q' })).toEqual({ uscc: 'checksum' })
    expect(faultsOf({ ...filled(), amount: '五十' })).toEqual({ amount: 'money', purpose: 'missing' })
  })
  it('a family farm needs no code, and a reason lets a wrong one pass', () => {
    expect(faultsOf({ ...filled(), uscc: '', kind: 'family_farm' })).toEqual({})
    expect(faultsOf({ ...filled(), uscc: '91411502MA6DHELT1Q', override: '执照如此' })).toEqual({})
  })
  it('sends what was typed, in stored units, and nothing empty', () => {
    const body = openingOf({ ...filled(), amount: '50', purpose: '收购春茶', term: '12' }, '411502', 'R-1')
    expect(body.enterprise).toEqual({ name: '试验公司', kind: 'company', uscc: '91411502MA6DHELT1P' })
    expect(body.data).toEqual({
      receipt_number: 'R-1', channel: 'window', basic_conditions_met: true, consent: true,
      need: { amount_fen: 50_000_000, purpose: '收购春茶', term_months: 12 },
    })
  })
  it('takes what is known, but no number that is masked', () => {
    const known = { name: '甲公司', uscc: '91411502MA6DHELT1P', kind: 'company' as const, township: '411502001', address: '东街', contact_name: '张*', contact_phone: '138****0001' }
    expect(knownInto({ ...newIntake(), contact_name: '张三', amount: '5' }, known)).toMatchObject({ name: '甲公司', contact_name: '张三', contact_phone: '', amount: '5' })
    expect(knownInto(newIntake(), { ...known, contact_phone: '13800000001' }).contact_phone).toBe('13800000001')
  })
  it('receipts are numbered by county and day', () => {
    expect(receiptNumber('411502', '2025-03-03', 'ab12-cd34ef')).toBe('411502-20250303-AB12CD')
  })
})
