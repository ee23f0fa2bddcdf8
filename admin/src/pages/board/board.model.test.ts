import { describe, expect, it } from 'vitest'
import type { StageTally } from '@/services/house'
import { ageKey, ageLink, inOrder, mostOf, overdueLink, stageLink, totalOf, withEmpty } from './board.model'

const tally = (stage: string, cases: number, overdue = 0): StageTally => ({
  stage, cases, overdue, amount_fen: cases * 100,
  ages: [
    { from_days: 0, to_days: 30, opened_from: '2025-02-01', opened_before: null, cases },
    { from_days: 91, to_days: null, opened_from: null, opened_before: '2024-12-03', cases: 0 },
  ],
})

describe('the board', () => {
  it('stands in the order of the process; what is new comes last', () => {
    expect(inOrder([tally('Financing', 1), tally('Review', 2), tally('Novel', 3), tally('Roster', 4)]).map((one) => one.stage)).toEqual(['Roster', 'Review', 'Financing', 'Novel'])
  })
  it('has a column for each stage that a card may go to', () => {
    const columns = withEmpty([tally('Review', 2), tally('Novel', 3)])
    expect(columns.map((one) => one.stage)).toEqual(['Received', 'Roster', 'Visit', 'Application', 'Review', 'Recommendation', 'BankDecision', 'Feedback', 'Guidance', 'Financing', 'Novel'])
    expect(columns.map((one) => one.cases).filter(Boolean)).toEqual([2, 3])
  })
  it('opens the list behind each number', () => {
    const review = tally('Review', 2, 1)
    expect(stageLink(review, { county: '411502' }).query).toEqual({ stage: 'Review', open: 'true', county: '411502' })
    expect(overdueLink(review, {}).query).toEqual({ stage: 'Review', open: 'true', overdue: 'true' })
    expect(ageLink(review, review.ages[0]!, {}).query).toEqual({ stage: 'Review', open: 'true', opened_from: '2025-02-01' })
    expect(ageLink(review, review.ages[1]!, {}).query).toEqual({ stage: 'Review', open: 'true', opened_before: '2024-12-03' })
  })
  it('names ages and adds up', () => {
    expect(tally('Review', 2).ages.map(ageKey)).toEqual(['0-30', '91+'])
    expect(totalOf([tally('Review', 2, 1), tally('Visit', 3, 2)])).toEqual({ cases: 5, overdue: 3, amount_fen: 500 })
    expect([mostOf([]), mostOf([tally('Review', 7)])]).toEqual([1, 7])
  })
})
