import { describe, expect, it } from 'vitest'
import { casesLink, clocksLink, mayApprove, mayKeep, placeOf, publishState, tabOf } from './draft.model'
import { clauseIn, grouped } from './sentences.model'

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
  const say = (zh: string, en: string) => ({ zh, en })
  it('are grouped, the statutory locked with their clause', () => {
    const found = grouped([
      say('收齐后30日内作出决定（六）；顺延。这是办法规定的时限，县区不得放宽、延长或中止。', "Within 30 days. This clock is the notice's own: no county loosens, extends or pauses it."),
      say('20日（六）', "This tighter clock runs beside the notice's own, which stays as it is."),
      say('意向对接银行至多家数：2（四）。', 'Intended banks at most: 2 (四).'),
      say('“初审”环节增加一步', "At 'Preliminary review' one more step: …"),
      say('理由清单“return”：…', "Reasons of 'return': …"),
    ])
    expect(found.map((one) => one.group)).toEqual(['statutory', 'clock', 'limit', 'step', 'reason'])
    expect(found[0]!.sentences[0]).toMatchObject({ clause: '（六）', locked: true })
    expect(found[1]!.sentences[0]!.locked).toBe(false)
    expect(clauseIn('没有条款†')).toBe('')
  })
})
