// The form of one visit, one thumb: what came of it first, the rest only where it is needed.
import { fenOfWan } from '@/ui/money.model'

export interface VisitValues {
  met: 'yes' | 'no' | ''
  channel: 'on_site' | 'phone'
  on: string
  outcome: 'demand' | 'no_demand' | 'refused' | ''
  situation: string
  amount: string
  purpose: string
  term: string
  remark: string
}
export type VisitFaults = Partial<Record<keyof VisitValues, string>>

export const newVisit = (today: string): VisitValues => ({
  met: '', channel: 'on_site', on: today, outcome: '', situation: '', amount: '', purpose: '', term: '', remark: '',
})

export function visitFaults(form: VisitValues): VisitFaults {
  const faults: VisitFaults = {}
  if (!form.met) faults.met = 'choose'
  if (!/^\d{4}-\d{2}-\d{2}$/.test(form.on)) faults.on = 'date'
  if (form.met !== 'yes') return faults
  if (!form.outcome) faults.outcome = 'choose'
  if (form.outcome !== 'demand') return faults
  if (!form.situation.trim()) faults.situation = 'missing'
  if (fenOfWan(form.amount) === undefined) faults.amount = form.amount.trim() ? 'money' : 'missing'
  if (!form.purpose.trim()) faults.purpose = 'missing'
  if (form.term.trim() && !/^\d{1,3}$/.test(form.term.trim())) faults.term = 'integer'
  return faults
}

export function visitEvent(form: VisitValues): { event: string; data: Record<string, unknown> } {
  const remark = form.remark.trim() ? { remark: form.remark.trim() } : {}
  if (form.met === 'no')
    return { event: 'VisitAttempted', data: { attempted_on: form.on, channel: form.channel, ...remark } }
  const need = {
    amount_fen: fenOfWan(form.amount),
    purpose: form.purpose.trim(),
    ...(form.term.trim() ? { term_months: Number(form.term) } : {}),
  }
  return {
    event: 'VisitRecorded',
    data: {
      visited_on: form.on,
      channel: form.channel,
      outcome: form.outcome,
      ...(form.situation.trim() ? { situation: form.situation.trim() } : {}),
      ...(form.outcome === 'demand' ? { need } : {}),
      ...remark,
    },
  }
}
