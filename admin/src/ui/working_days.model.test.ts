import { describe, expect, it } from 'vitest'
import { groupOf, kindOfDay, workingDaysUntil } from './working_days.model'

// Of 2025: 清明 4–6 April; 27 April a working Sunday; 劳动节 1–5 May.
const calendar = {
  off: new Set(['2025-04-04', '2025-04-05', '2025-04-06', '2025-05-01', '2025-05-02', '2025-05-05']),
  work: new Set(['2025-04-27']),
}

describe('working days', () => {
  it('skip holidays and weekends and count make-up days', () => {
    expect(workingDaysUntil('2025-04-03', '2025-04-07', calendar)).toBe(1)
    expect(workingDaysUntil('2025-04-25', '2025-04-28', calendar)).toBe(2)
    expect(workingDaysUntil('2025-04-30', '2025-05-06', calendar)).toBe(1)
  })
  it('count back where the day has passed', () => {
    expect(workingDaysUntil('2025-04-07', '2025-04-03', calendar)).toBe(-1)
    expect(workingDaysUntil('2025-04-03', '2025-04-03', calendar)).toBe(0)
  })
  it('name each kind of day', () => {
    expect(kindOfDay('2025-04-04', calendar)).toBe('holiday')
    expect(kindOfDay('2025-04-27', calendar)).toBe('makeup')
    expect(kindOfDay('2025-04-26', calendar)).toBe('weekend')
    expect(kindOfDay('2025-04-28', calendar)).toBe('working')
  })
})

describe('groups of the inbox', () => {
  const now = '2025-04-16T10:00:00+08:00' // a Wednesday
  it.each([
    ['2025-04-15T23:59:59+08:00', 'overdue'],
    ['2025-04-16T23:59:59+08:00', 'today'],
    ['2025-04-20T23:59:59+08:00', 'week'],
    ['2025-04-21T23:59:59+08:00', 'later'],
  ])('%s is %s', (due, group) => expect(groupOf(due, now)).toBe(group))
  it('what has no deadline comes later', () => expect(groupOf(null, now)).toBe('later'))
})
