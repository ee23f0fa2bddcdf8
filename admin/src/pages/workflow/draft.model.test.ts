import { describe, expect, it } from 'vitest'
import { casesLink, clocksLink, mayApprove, mayKeep, placeOf, publishState, tabOf } from './draft.model'
import type { Sentence } from '@/services/workflows'
import { grouped } from './sentences.model'

const at = (field: string, code = 'definition.missing_field') => placeOf({ field, line: 7, code })

describe('a problem', () => {
  it('leads to its item', () => {
    expect(at('deadlines[1].budget', 'definition.statute_loosened')).toEqual({ tab: 'clocks', item: '0' })
    expect(at('steps[3].title.en')).toEqual({ tab: 'steps', item: '2' })
    expect(at('limits[1].value')).toEqual({ tab: 'limits', item: '0' })
    expect(at('reasons.return[2].code')).toEqual({ tab: 'reasons', item: 'return/1' })
    expect(at('reasons.nonsense')).toEqual({ tab: 'reasons', item: 'nonsense' })
    expect(at('notices.bank-decision@411525.overdue')).toEqual({ tab: 'notices', item: 'bank-decision@411525.overdue' })
    expect(at('notices.event.body.en')).toEqual({ tab: 'notices', item: 'event' })
    expect(at('visit_attempt_limit')).toEqual({ tab: 'limits' })
  })
  it('of what no form shows leads to its line', () => {
    expect(at('stepz', 'definition.unknown_field')).toEqual({ tab: 'text', line: 7 })
    expect(at('steps[1].colour', 'definition.unknown_field')).toEqual({ tab: 'text', line: 7 })
    expect(placeOf({ field: '', line: null, code: 'workflow.other_area' })).toEqual({ tab: 'text' })
  })
})

describe('a draft', () => {
  it('is published saved, agreed to and open', () => {
    const draft = { state: 'open', approved_by: '' } as const
    expect(publishState(draft, 'second_person', true)).toBe('unsaved')
    expect(publishState(draft, 'second_person', false)).toBe('approval')
    expect(publishState(draft, 'none', false)).toBe('ready')
    expect(publishState({ ...draft, approved_by: 'office' }, 'city', false)).toBe('ready')
    expect(publishState({ ...draft, state: 'discarded' }, 'none', false)).toBe('closed')
  })
  it('is written by two roles and agreed to by more', () => {
    expect(mayKeep(['leader'])).toBe(false)
    expect(mayKeep(['county_administrator'])).toBe(true)
    expect(mayApprove(['leader'], 'second_person')).toBe(true)
    expect(mayApprove(['leader'], 'city')).toBe(false)
    expect(mayApprove(['task_force'], 'second_person')).toBe(false)
  })
  it('opens on its steps', () => expect([tabOf('check'), tabOf(['x'])]).toEqual(['check', 'steps']))
})

describe('a number', () => {
  it('opens its list, with the county for those who see several', () => {
    expect(casesLink('Review.Preliminary', '411502', false)).toEqual({ path: '/cases', query: { state: 'Review.Preliminary', open: 'true' } })
    expect(casesLink('', '411502', true).query).toEqual({ open: 'true', county: '411502' })
    expect(casesLink('Pushed', '411502', false, 'referral').path).toBe('/referrals')
    expect(clocksLink('bank-decision', '411500', true).query).toEqual({ rule: 'bank-decision' })
  })
})

describe('sentences', () => {
  it('are grouped by what they are about, the statutory clocks first', () => {
    const one = (about: Sentence['about'], locked = false): Sentence => ({ about, locked, name: '', stage: '', clause: '(六)', zh: about, en: about })
    const found = grouped([one('deadline', true), one('deadline'), one('limit', true), one('information', true), one('standards', true), one('step'), one('reasons')])
    expect(found.map((group) => [group.group, group.sentences.length])).toEqual([
      ['statutory', 1], ['clock', 1], ['limit', 1], ['review', 2], ['step', 1], ['reason', 1],
    ])
  })
})
