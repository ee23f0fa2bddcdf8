import { describe, expect, it } from 'vitest'
import type { SavedView } from '@/services/views'
import { currentOf, faultOf, ordered, queryOf, replaces, sameQuery } from './views.model'

const view = (name: string, own: boolean, query: Record<string, string> = {}): SavedView =>
  ({ id: name, page: 'cases', name, own, query, owner: 'x', role: own ? '' : 'leader', place: '', created: '2025-03-03T09:00:00+08:00' })
const VIEWS = [view('乙', false, { stage: 'Review' }), view('丙', true, { overdue: 'true' }), view('甲', true, { stage: 'Review' })]

describe('saved views', () => {
  it('stand with one’s own first', () => expect(ordered(VIEWS).map((one) => [one.name, one.own])).toEqual([['丙', true], ['甲', true], ['乙', false]]))
  it('are recognised by their filters', () => {
    expect(currentOf(VIEWS, { stage: 'Review' })?.name).toBe('甲')
    expect(currentOf(VIEWS, { stage: 'Review', open: 'true' })).toBeUndefined()
    expect(sameQuery({ a: '1' }, { b: '1' })).toBe(false)
  })
  it('keep what of the address is a filter', () => {
    expect(queryOf({ stage: 'Review', tab: 'x', q: '', due: ['3'] }, ['stage', 'q', 'due'])).toEqual({ stage: 'Review' })
  })
  it('have a name, and a role where they are shared', () => {
    expect([faultOf(' ', false, ''), faultOf('a', true, ''), faultOf('a', true, 'leader'), faultOf('a', false, '')]).toEqual(['name', 'role', undefined, undefined])
    expect([replaces(VIEWS, '甲 '), replaces(VIEWS, '乙')]).toEqual([true, false])
  })
})
