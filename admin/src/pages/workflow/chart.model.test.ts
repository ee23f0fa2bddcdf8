import { describe, expect, it } from 'vitest'
import { CHARTS, chartOf, fitted, partsOf, pathOf, rowsOf, stageOf } from './chart.model'
import { readOverlay } from './overlay.model'
import { putShippedBase } from './base.shipped'

putShippedBase()

const OVERLAY = readOverlay(`overlay: 县方案
area: '411502'
deadlines:
  - hook: bank-decision
    budget: {calendar_days: 20}
steps:
  - {id: a, stage: Application, kind: approval, title: {zh: 甲, en: A}, role: leader}
  - {id: b, stage: Review.Preliminary, kind: approval, title: {zh: 乙, en: B}, role: leader}
notices:
  bank-decision@411502.overdue: {subject: {zh: 逾, en: late}, body: {zh: 逾, en: late}}
  referral-pushed: {subject: {zh: 推, en: pushed}, body: {zh: 推, en: pushed}}
`).overlay

describe('a chart of a county', () => {
  it('puts its steps, clocks and texts at their stages', () => {
    const review = partsOf(stageOf(chartOf('case'), 'Review.Preliminary')!, OVERLAY)
    expect(review.steps.map((one) => [one.at, one.step.id])).toEqual([[1, 'b']])
    const deciding = partsOf(stageOf(chartOf('referral'), 'Deciding')!, OVERLAY)
    expect(deciding.clocks.map((one) => [one.hook, one.base?.statutory, one.own?.clock.days])).toEqual([['bank-decision', true, 20]])
    expect(deciding.texts).toEqual(['bank-decision@411502.overdue'])
    expect(partsOf(stageOf(chartOf('referral'), 'Pushed')!, OVERLAY).texts).toEqual(['referral-pushed'])
  })
  it('has a base for every clock that a stage begins', () => {
    const unknown = CHARTS.flatMap(({ stages }) => stages.flatMap((stage) => partsOf(stage, OVERLAY).clocks.filter((one) => !one.base).map((one) => one.hook)))
    expect(unknown).toEqual([])
  })
  it('tells every way in its table', () => {
    const rows = rowsOf(chartOf('slip'))
    expect(rows[0]).toEqual({ source: '', event: 'Raised', target: 'Raised' })
    expect(rows).toContainEqual({ source: 'Resolved', event: 'Confirmed', target: 'Confirmed' })
  })
  it('is the first one where another is asked for', () => expect(chartOf('nothing').kind).toBe('case'))
})

it('rounds corners and ends at its target', () => {
  expect(pathOf([{ x: 0, y: 0 }, { x: 0, y: 20 }, { x: 20, y: 20 }])).toBe('M0 0 L0 12 Q0 20 8 20 L20 20')
  expect(pathOf([])).toBe('')
})
it('cuts a text where it is too wide', () => {
  expect(fitted('审核通过', 8)).toBe('审核通过')
  expect(fitted('审核通过了', 8)).toBe('审核通过…')
  expect(fitted('Review approved', 20)).toBe('Review approved')
})
