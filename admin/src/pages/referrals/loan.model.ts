// What a bank granted and what was drawn of it, read from a referral's history with its corrections.
import { fieldsOfEvent } from '@/forms/catalogue.model'
import type { Words } from '@/api/problem'
import { dayOf } from '@/ui/time.model'

interface Row {
  event: string
  instant: string
  data: unknown
}
type Data = Record<string, unknown>

export interface Drawing {
  fen: number
  on: string
  before?: { fen: number; on: string; reason: string } // what it corrects
}
export interface Loan {
  fen: number
  bps: number
  months: number
  guarantee: { kind: string; guarantor: string; feeBps?: number }
  flags: Words[] // first loan, credit loan, …: those that hold
  product: string
  decidedOn: string
  corrected: string[] // why, each time
  offList: boolean // granted after the referral was cancelled
  drawings: Drawing[]
  ended?: 'CreditNotNeeded' | 'GrantLapsed'
}

const CANCELS = ['ReferralWithdrawn', 'CaseWithdrawn', 'CaseRemoved', 'EnterpriseUnresponsive']
const map = (value: unknown): Data => (typeof value === 'object' && value !== null ? (value as Data) : {})
const text = (value: unknown) => (typeof value === 'string' ? value : '')

const termsOf = (grant: Data, decided: string) => {
  const guarantee = map(grant.guarantee)
  return {
    fen: Number(grant.amount_fen ?? 0),
    bps: Number(grant.annual_rate_bps ?? 0),
    months: Number(grant.term_months ?? 0),
    guarantee: {
      kind: text(guarantee.kind),
      guarantor: text(guarantee.guarantor),
      ...(guarantee.yearly_fee_bps === undefined ? {} : { feeBps: Number(guarantee.yearly_fee_bps) }),
    },
    flags: fieldsOfEvent('referrals', 'Granted').filter((one) => one.kind === 'flag' && grant[one.key] === true).map((one) => one.label),
    product: text(grant.product),
    decidedOn: text(grant.decided_on) || decided,
  }
}

function draw(loan: Loan, row: Row) {
  const data = map(row.data)
  const drawing: Drawing = { fen: Number(data.amount_fen ?? 0), on: text(data.drawn_on) || dayOf(row.instant) }
  const last = row.event === 'DrawingCorrected' ? loan.drawings.pop() : undefined
  loan.drawings.push(last ? { ...drawing, before: { fen: last.fen, on: last.on, reason: text(data.reason) } } : drawing)
  delete loan.ended
}

// undefined: nothing was granted.
export function loanOf(rows: readonly Row[]): Loan | undefined {
  let loan: Loan | undefined
  let cancelled = false
  for (const row of rows) {
    const data = map(row.data)
    if (CANCELS.includes(row.event)) cancelled = !loan
    else if (row.event === 'Granted' || row.event === 'DecisionCorrected') {
      const corrected = row.event === 'DecisionCorrected' ? [text(data.reason)] : []
      const grant = row.event === 'Granted' ? data : map(data.grant)
      loan = { ...termsOf(grant, dayOf(row.instant)), corrected, offList: cancelled, drawings: [] }
    } else if (!loan) continue
    else if (row.event === 'GrantCorrected') loan = { ...loan, ...termsOf(map(data.grant), loan.decidedOn), corrected: [...loan.corrected, text(data.reason)] }
    else if (row.event === 'Drawn' || row.event === 'DrawingCorrected') draw(loan, row)
    else if (row.event === 'CreditNotNeeded' || row.event === 'GrantLapsed') loan.ended = row.event
  }
  return loan
}

export const drawnOf = (loan: Loan) => loan.drawings.reduce((sum, one) => sum + one.fen, 0)
// States of a referral in which something may have been granted.
export const MAY_HAVE_LOAN: readonly string[] = ['Granted', 'Drawn', 'NotNeeded', 'Lapsed', 'Cancelled']
