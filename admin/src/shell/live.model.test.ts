import { describe, expect, it } from 'vitest'
import { isStale, parsed } from './live.model'

const changed = [{ kind: 'referral' as const, id: '411502R1' }]

describe('what others do', () => {
  it('makes lists and the page of what changed ask anew', () => {
    expect(isStale(['tasks', ''], changed)).toBe(true)
    expect(isStale(['subject', '411502R1', 'history'], changed)).toBe(true)
  })
  it('makes a case look at its referrals, which change by themselves', () => {
    expect(isStale(['subject', '411502C1', 'referrals'], changed)).toBe(true)
    expect(isStale(['subject', '411502C1', 'detail'], changed)).toBe(false)
    expect(isStale(['subject', '411502C1', 'referrals'], [{ kind: 'case', id: '411502C2' }])).toBe(false)
  })
  it('leaves everything else as it is', () => {
    for (const key of [['clock'], ['calendars', 2025], ['organisations'], ['figures'], [7]]) expect(isStale(key, changed)).toBe(false)
  })
  it('is read as it is told', () => {
    expect(parsed('{"kind":"case","id":"411502C1","version":3}')).toEqual({ kind: 'case', id: '411502C1', version: 3 })
    expect(parsed('{}')).toBeUndefined()
    expect(parsed('broken')).toBeUndefined()
  })
})
