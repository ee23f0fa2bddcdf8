import { describe, expect, it } from 'vitest'
import { drawnOf, loanOf } from './loan.model'

const GRANT = {
  amount_fen: 30_000_000, annual_rate_bps: 345, term_months: 12, working_capital: true, first_loan: true, credit_loan: false,
  medium_or_long_term: false, renewal_without_principal: false, guarantee: { kind: 'none' },
}
const row = (event: string, data: object = {}, day = '2025-03-03') => ({ event, data, instant: `${day}T09:00:00+08:00` })

describe('a loan', () => {
  it('is none before a grant', () => expect(loanOf([row('Pushed'), row('Declined')])).toBeUndefined())

  it('tells its terms and what holds of it', () => {
    const loan = loanOf([row('Pushed'), row('Granted', GRANT)])!
    expect(loan).toMatchObject({ fen: 30_000_000, bps: 345, months: 12, guarantee: { kind: 'none' }, decidedOn: '2025-03-03', offList: false, corrected: [], drawings: [] })
    expect(loan.flags.map((one) => one.zh)).toEqual(['流动资金贷款', '首贷'])
  })
  it('sums drawings; a correction takes the place of the last and keeps what it was', () => {
    const loan = loanOf([
      row('Granted', { ...GRANT, decided_on: '2025-03-01' }), row('CreditNotNeeded'),
      row('Drawn', { amount_fen: 10_000_000, drawn_on: '2025-03-04' }), row('Drawn', { amount_fen: 9_000_000, drawn_on: '2025-03-05' }),
      row('DrawingCorrected', { amount_fen: 8_000_000, drawn_on: '2025-03-06', reason: '录错' }),
    ])!
    expect(loan.decidedOn).toBe('2025-03-01')
    expect(loan.ended).toBeUndefined()
    expect(drawnOf(loan)).toBe(18_000_000)
    expect(loan.drawings[1]).toEqual({ fen: 8_000_000, on: '2025-03-06', before: { fen: 9_000_000, on: '2025-03-05', reason: '录错' } })
  })
  it('is corrected with its reason; its drawings stay', () => {
    const loan = loanOf([row('Granted', GRANT), row('Drawn', { amount_fen: 1, drawn_on: '2025-03-04' }), row('GrantCorrected', { reason: '利率录错', grant: { ...GRANT, annual_rate_bps: 365 } })])!
    expect([loan.bps, loan.corrected, loan.drawings.length]).toEqual([365, ['利率录错'], 1])
  })
  it('may turn out to have been granted, lapse, or be given off the list', () => {
    expect(loanOf([row('Declined'), row('DecisionCorrected', { reason: '误登', grant: GRANT })])!.corrected).toEqual(['误登'])
    expect(loanOf([row('Granted', GRANT), row('GrantLapsed')])!.ended).toBe('GrantLapsed')
    expect(loanOf([row('CaseWithdrawn'), row('Granted', GRANT)])!.offList).toBe(true)
    expect(loanOf([row('Granted', GRANT), row('CaseRemoved')])!.offList).toBe(false)
  })
})
