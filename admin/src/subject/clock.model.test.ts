import { describe, expect, it } from 'vitest'
import type { Deadline } from '@/services/subjects'
import { clockIn, cellsOf, rungName, sortedClocks } from './clock.model'

const deadline = (more: Partial<Deadline>): Deadline => ({
  id: '1', subject: '411502R1', rule: 'bank-feedback', clause: '(六)', title: null, effect: 'statutory',
  state: 'running', overdue: false, anchor: '2025-04-03T09:00:00+08:00', due: '2025-04-11T23:59:59+08:00',
  due_nominal: '2025-04-11', provisional: false, stopped: null, rungs: [], next_rung: null,
  explanation: { zh: '共5个工作日', en: '5 working days' }, rule_version: '', calendar_version: '', ...more,
})
const calendar = { off: new Set(['2025-04-04', '2025-04-05', '2025-04-06']), work: new Set<string>() }

describe('the days of a clock', () => {
  it('begin after the anchor and count working days only', () => {
    const cells = cellsOf(deadline({}), calendar, '2025-04-08')
    expect(cells.map((cell) => cell.day)[0]).toBe('2025-04-04')
    expect(cells.filter((cell) => cell.counted).map((cell) => cell.day)).toEqual([
      '2025-04-07', '2025-04-08', '2025-04-09', '2025-04-10', '2025-04-11',
    ])
    expect(cells.find((cell) => cell.today)?.day).toBe('2025-04-08')
    expect(cells.at(-1)?.last).toBe(true)
  })
  it('of a calendar limit count up to the nominal day and show the roll', () => {
    const cells = cellsOf(
      deadline({ explanation: { zh: '共4日', en: '' }, due_nominal: '2025-04-05', due: '2025-04-07T23:59:59+08:00' }),
      calendar, '2025-04-08',
    )
    expect(cells.filter((cell) => !cell.counted).map((cell) => cell.day)).toEqual(['2025-04-06', '2025-04-07'])
  })
  it('are not drawn where they are too many', () => {
    expect(cellsOf(deadline({ due: '2026-04-11T23:59:59+08:00' }), calendar, '2025-04-08')).toEqual([])
  })
})

describe('rungs', () => {
  it('have names', () => {
    expect(rungName('ahead-7')).toEqual({ key: 'ahead', n: 7 })
    expect(rungName('escalate-2')).toEqual({ key: 'escalate', n: 2 })
    expect(rungName('overdue').key).toBe('overdue')
    expect(rungName('over').key).toBe('over')
  })
  it('are read from the name of a notice', () => {
    expect(clockIn('bank-decision@411525.escalate-1')).toEqual({ rule: 'bank-decision', rung: 'escalate-1' })
    expect(clockIn('visit.overdue')).toEqual({ rule: 'visit', rung: 'overdue' })
    expect(clockIn('referral-pushed')).toBeUndefined()
  })
  it('running clocks come first, then by day', () => {
    const rows = [deadline({ id: 'met', state: 'met' }), deadline({ id: 'late', due: '2025-05-01T23:59:59+08:00' }), deadline({ id: 'soon' })]
    expect(sortedClocks(rows).map((row) => row.id)).toEqual(['soon', 'late', 'met'])
  })
})
