// What a step asks for beyond its event's schema: the same fact is asked more strictly at some
// levels than at others. The charts decide; this spares a refusal.
import type { Field } from './schema.model'

interface Demand {
  required: readonly string[]
  hidden: readonly string[]
}

const FINDINGS = ['findings', 'no_new_implicit_debt']
const REVIEW: Record<string, Demand> = {
  'Review.Preliminary': { required: FINDINGS, hidden: ['conflict_of_interest', 'list_version'] },
  'Review.BankReview': { required: [...FINDINGS, 'conflict_of_interest'], hidden: ['list_version'] },
  'Review.LeaderReview': { required: FINDINGS, hidden: ['conflict_of_interest', 'list_version'] },
  'Review.ConvenerSignature': { required: [], hidden: [...FINDINGS, 'conflict_of_interest'] },
}

export function demanded(event: string, state: string, fields: readonly Field[]): Field[] {
  const demand = event === 'ReviewApproved' ? REVIEW[state] : undefined
  if (!demand) return [...fields]
  return fields
    .filter((field) => !demand.hidden.includes(field.key))
    .map((field) => (demand.required.includes(field.key) ? { ...field, required: true } : field))
}
