import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, isoOf, showDay, showInstant, weekdayOf } from './time.model'

describe('time', () => {
  it('tells the end of a day as 24:00', () => {
    expect(showInstant('2025-07-03T23:59:59+08:00', 'zh')).toBe('7月3日 24:00')
    expect(showInstant('2025-07-03T09:05:00+08:00', 'en', true)).toBe('3 Jul 2025 09:05')
    expect(showDay('2025-12-31', 'zh', true)).toBe('2025年12月31日')
  })
  it('counts days over months and years', () => {
    expect(addDays('2025-02-28', 1)).toBe('2025-03-01')
    expect(addDays('2024-12-31', 1)).toBe('2025-01-01')
    expect(daysBetween('2025-01-01', '2025-12-31')).toBe(364)
  })
  it('knows weekdays from Monday on', () => {
    expect(weekdayOf('2025-03-03')).toBe(1)
    expect(weekdayOf('2025-03-09')).toBe(7)
  })
  it('writes instants of Shanghai', () => {
    expect(isoOf(Date.UTC(2025, 2, 3, 16, 0, 0))).toBe('2025-03-04T00:00:00+08:00')
  })
})
