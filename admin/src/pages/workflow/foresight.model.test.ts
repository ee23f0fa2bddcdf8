import { describe, expect, it } from 'vitest'
import type { ForesightEntry } from '@/services/workflows'
import { daysOf, keyOf, onlyOf, questionOf, sumOf } from './foresight.model'

const entry = (at: string, more: Partial<ForesightEntry>): ForesightEntry => ({ what: 'rung', at, county: '411502', subject: '411502C0000000001', ...more })
const ENTRIES = [
  entry('2025-03-04T09:00:00+08:00', { rule: 'visit', rung: 'overdue' }),
  entry('2025-03-04T09:00:00+08:00', { what: 'message', channel: 'inbox', role: 'visitor', rule: 'visit', rung: 'overdue' }),
  entry('2025-03-06T09:00:00+08:00', { rule: 'visit', rung: 'escalate-1' }),
  entry('2025-03-06T09:00:00+08:00', { what: 'message', channel: 'webhook' }),
]

describe('the next days', () => {
  it('are asked for by the address, within bounds', () => {
    expect(questionOf({})).toBeUndefined()
    expect(questionOf({ days: '30', actors: 'seeded', seed: '7' })).toEqual({ days: 30, actors: 'seeded', seed: 7 })
    expect(questionOf({ days: '999', actors: 'angels', seed: '-1' })).toEqual({ days: 60, actors: 'nobody', seed: 1 })
  })
  it('stand by day', () => {
    expect(daysOf(ENTRIES).map(({ day, rungs, messages }) => [day, rungs, messages])).toEqual([['2025-03-04', 1, 1], ['2025-03-06', 1, 1]])
  })
  it('open from a number: those and no others', () => {
    expect(daysOf(ENTRIES, { kind: 'rung', rule: 'visit', rung: 'overdue' }).map((one) => one.entries.length)).toEqual([1])
    expect(daysOf(ENTRIES, { kind: 'message', channel: 'webhook', role: '' }).map((one) => one.day)).toEqual(['2025-03-06'])
  })
  it('keep what is opened in the address', () => {
    for (const only of [{ kind: 'rung', rule: 'bank-decision@411502', rung: 'ahead-7' }, { kind: 'message', channel: 'inbox', role: '' }] as const)
      expect(onlyOf(keyOf(only))).toEqual(only)
    expect(onlyOf(undefined)).toBeUndefined()
  })
  it('are summed', () => expect(sumOf([{ count: 2 }, { count: 3 }])).toBe(5))
})
