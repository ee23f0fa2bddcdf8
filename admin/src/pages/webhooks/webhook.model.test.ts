import { describe, expect, it } from 'vitest'
import type { Organisation } from '@/services/directory'
import { fateOf, instantOf, keptBy, mayReplay } from './webhook.model'

const row = (more = {}) => ({ sent: null, delivered: null, given_up: null, ...more })

describe('a delivery', () => {
  it('is what became of it last, and is sent again once it has ended', () => {
    const at = '2025-03-03T09:00:00+08:00'
    expect([row(), row({ sent: at }), row({ sent: at, delivered: at }), row({ sent: at, given_up: at })].map((one) => [fateOf(one), mayReplay(one)])).toEqual([
      ['waiting', false], ['sent', false], ['delivered', true], ['givenUp', true],
    ])
  })
  it('of a time is asked for in the time of China', () => {
    expect(instantOf('2025-03-03T09:00')).toBe('2025-03-03T09:00:00+08:00')
    expect(instantOf('2025-03-03T09:00:30')).toBe('2025-03-03T09:00:30+08:00')
  })
})

describe('organisations', () => {
  it('are those that a person keeps addresses for', () => {
    const all = [{ id: 'bank-a', area: '411500' }, { id: 'tax', area: '411502' }] as Organisation[]
    const ids = (scopes: string[], everybody: boolean, county: string) => keptBy(all, scopes, everybody, county).map((one) => one.id)
    expect(ids(['bank-a'], false, '')).toEqual(['bank-a'])
    expect(ids(['411502'], false, '411502')).toEqual(['tax'])
    expect(ids([], true, '')).toEqual(['bank-a', 'tax'])
  })
})
