// Open cases by stage, in the order of the process, and how old they are.
import type { StageTally } from '@/services/house'

export const ORDER = ['Received', 'Roster', 'Visit', 'Application', 'Review', 'Recommendation', 'BankDecision', 'Feedback', 'Guidance', 'Financing']
export const inOrder = (items: readonly StageTally[]): StageTally[] => {
  const place = (stage: string) => (ORDER.includes(stage) ? ORDER.indexOf(stage) : ORDER.length)
  return [...items].sort((a, b) => place(a.stage) - place(b.stage))
}

// A stage that nothing is in yet takes a card all the same.
export const withEmpty = (items: readonly StageTally[]): StageTally[] =>
  inOrder([...items, ...ORDER.filter((stage) => !items.some((one) => one.stage === stage)).map((stage) => ({ stage, cases: 0, overdue: 0, amount_fen: 0, ages: [] }))])

type Age = StageTally['ages'][number]
export const ageKey = ({ from_days: from, to_days: to }: Age) => (to === null ? `${from}+` : `${from}-${to}`)

// The lists behind the numbers of a stage; `place` narrows to a county or township.
export type Place = Record<string, string>
const list = (stage: string, place: Place, more: Record<string, string | null | undefined> = {}) => ({
  path: '/cases',
  query: { stage, open: 'true', ...place, ...Object.fromEntries(Object.entries(more).filter(([, value]) => value)) } as Record<string, string>,
})
export const stageLink = (tally: StageTally, place: Place) => list(tally.stage, place)
export const overdueLink = (tally: StageTally, place: Place) => list(tally.stage, place, { overdue: 'true' })
export const ageLink = (tally: StageTally, age: Age, place: Place) =>
  list(tally.stage, place, { opened_from: age.opened_from, opened_before: age.opened_before })

export const totalOf = (items: readonly StageTally[]) => ({
  cases: items.reduce((sum, one) => sum + one.cases, 0),
  overdue: items.reduce((sum, one) => sum + one.overdue, 0),
  amount_fen: items.reduce((sum, one) => sum + one.amount_fen, 0),
})
export const mostOf = (items: readonly StageTally[]) => Math.max(1, ...items.flatMap((one) => one.ages.map((age) => age.cases)))
