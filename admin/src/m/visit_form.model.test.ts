import { describe, expect, it } from 'vitest'
import { newVisit, visitEvent, visitFaults } from './visit_form.model'

const demand = () => ({
  ...newVisit('2025-03-03'), met: 'yes' as const, outcome: 'demand' as const, situation: '缺流动资金', amount: '50', purpose: '收购春茶', term: '12',
})

describe("a visit's form", () => {
  it('asks no more than is needed', () => {
    expect(visitFaults(newVisit('2025-03-03'))).toEqual({ met: 'choose' })
    expect(visitFaults({ ...newVisit('2025-03-03'), met: 'no' })).toEqual({})
    expect(visitFaults({ ...newVisit('2025-03-03'), met: 'yes', outcome: 'refused' })).toEqual({})
    expect(visitFaults({ ...demand(), amount: '', situation: ' ' })).toEqual({ amount: 'missing', situation: 'missing' })
  })
  it('becomes the fact that it tells', () => {
    expect(visitEvent({ ...newVisit('2025-03-03'), met: 'no', remark: '无人' })).toEqual({
      event: 'VisitAttempted', data: { attempted_on: '2025-03-03', channel: 'on_site', remark: '无人' },
    })
    expect(visitEvent(demand()).data).toEqual({
      visited_on: '2025-03-03', channel: 'on_site', outcome: 'demand', situation: '缺流动资金',
      need: { amount_fen: 50_000_000, purpose: '收购春茶', term_months: 12 },
    })
  })
})
