import { describe, expect, it } from 'vitest'
import type { HistoryRow } from '@/services/subjects'
import { askedOf, filtersOf, isSameButOrder, sortSign, sortedBy, stageOf, stepsOf } from './case.model'
import { applicationOf, informationOf, levelsOf } from './review.model'

let sequence = 0
const row = (event: string, data: Record<string, unknown> = {}) =>
  ({ sequence: ++sequence, event, instant: '', data, actor: event, clause: '', workflow_version: '', calendar_version: '', digest: '' }) as HistoryRow

describe('stages', () => {
  it('stand in the order of the mechanism', () => {
    expect(stageOf('Review.BankReview')).toBe('Review')
    expect(stageOf('Guidance')).toBe('BankDecision')
    expect(stepsOf('Review.BankReview').map((step) => step.mark)).toEqual([
      'done', 'done', 'done', 'now', 'ahead', 'ahead', 'ahead', 'ahead',
    ])
  })
  it('the address holds known filters only', () => {
    expect(filtersOf({ stage: 'Review', open: 'true', evil: 'x', bank: '' })).toEqual({ stage: 'Review', open: 'true' })
  })
})

describe('what the list asks', () => {
  it('days ahead are an instant, with that day included', () => {
    expect(askedOf({ q: '茶', due: '7', overdue: 'true' }, '2025-03-27')).toEqual({ q: '茶', overdue: 'true', due_before: '2025-04-04T00:00:00+08:00' })
    expect(askedOf({ due: 'x' }, '2025-03-27')).toEqual({})
  })
})

describe('the order of the list', () => {
  it('is by number, and a heading turns it round', () => {
    expect(sortSign({}, 'id')).toBe('ascending')
    expect(sortSign({}, 'opened')).toBe('none')
    expect(sortedBy({}, 'id')).toEqual({ sort: '-id' })
    expect(sortedBy({ sort: '-id' }, 'id')).toEqual({ sort: undefined })
    expect(sortedBy({ stage: 'Visit' }, 'opened')).toEqual({ stage: 'Visit', sort: 'opened' })
    expect(sortSign({ sort: '-opened' }, 'opened')).toBe('descending')
  })
  it('changes alone or with what is listed', () => {
    expect(isSameButOrder({ stage: 'Visit' }, { stage: 'Visit', sort: '-id' })).toBe(true)
    expect(isSameButOrder({ stage: 'Visit' }, { sort: '-id' })).toBe(false)
  })
  it('is the search\'s own where something is searched', () => {
    expect(askedOf({ sort: '-id' }, '2025-03-27')).toEqual({ sort: '-id' })
    expect(askedOf({ sort: '-id', q: '茶' }, '2025-03-27')).toEqual({ q: '茶' })
    expect(sortSign({ sort: '-id', q: '茶' }, 'id')).toBe('none')
  })
})

describe('the three reviews', () => {
  const statuses = (rows: HistoryRow[], state: string) => levelsOf(rows, state).map((view) => view.status)
  it('pass in order', () => {
    const rows = [row('ApplicationSubmitted'), row('ReviewApproved'), row('ReviewApproved')]
    expect(statuses(rows, 'Review.LeaderReview')).toEqual(['passed', 'passed', 'now', 'waiting'])
  })
  it('a return clears what must be done again', () => {
    const rows = [
      row('ApplicationSubmitted'), row('ReviewApproved'), row('ReviewApproved'),
      row('ReviewReturned', { to: 'Review.Preliminary' }),
    ]
    expect(statuses(rows, 'Review.Preliminary')).toEqual(['now', 'waiting', 'returned', 'waiting'])
  })
  it('a new application starts from nothing', () => {
    const rows = [row('ApplicationSubmitted', { amount_fen: 1 }), row('ReviewApproved'), row('ReviewRejected'), row('ApplicationSubmitted', { amount_fen: 2 })]
    expect(statuses(rows, 'Review.Preliminary')).toEqual(['now', 'waiting', 'waiting', 'waiting'])
    expect(applicationOf(rows)?.data).toEqual({ amount_fen: 2 })
  })
  it('information is recorded, waived or missing', () => {
    const view = informationOf([row('InformationRecorded', { kind: 'litigation' }), row('InformationWaived', { kind: 'collateral' })])
    expect(view.filter((one) => one.status === 'missing')).toHaveLength(7)
    expect(view.find((one) => one.kind === 'collateral')?.status).toBe('waived')
  })
})
