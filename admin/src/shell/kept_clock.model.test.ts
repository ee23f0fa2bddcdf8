import { describe, expect, it } from 'vitest'
import { nowWithoutServer } from './kept_clock.model'

const HEARD = Date.UTC(2025, 2, 3, 1, 0, 0)
const kept = { now: '2025-03-03T09:05:00+08:00', clock: 'system', heard: HEARD }

describe('time without the server', () => {
  it("is the server's last word, moved on by this device", () => {
    expect(nowWithoutServer(HEARD + 3_600_000, kept)).toBe('2025-03-03T10:05:00+08:00')
  })
  it('does not go back with a clock that was put back', () => {
    expect(nowWithoutServer(HEARD - 86_400_000, kept)).toBe('2025-03-03T09:05:00+08:00')
  })
  it('stands where the clock is simulated, and is this device’s where nobody was heard', () => {
    expect(nowWithoutServer(HEARD + 9e9, { ...kept, clock: 'simulated' })).toBe(kept.now)
    expect(nowWithoutServer(HEARD, undefined)).toBe('2025-03-03T09:00:00+08:00')
  })
})
