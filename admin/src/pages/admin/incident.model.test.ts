import { describe, expect, it } from 'vitest'
import { inLanguage, unheardIn } from './incident.model'

describe('a notice that found nobody', () => {
  it('is told by notice and audience', () => {
    expect(unheardIn('review-preliminary.escalate-1 → county_leader')).toEqual({ notice: 'review-preliminary.escalate-1', audience: 'county_leader' })
    expect(unheardIn('bank-decision@411525.overdue → bank_head')?.notice).toBe('bank-decision@411525.overdue')
    expect(unheardIn('referral-pushed → bank_contact')).toEqual({ notice: 'referral-pushed', audience: 'bank_contact' })
    expect(unheardIn('checker notify → leader')).toBeUndefined()
  })
})

describe('what is written in both languages', () => {
  it("is shown in the reader's", () => {
    const both = 'webhook msg_1: 联系不上。请检查网络。 / Cannot be reached. Check network. [notify.unreachable]'
    expect(inLanguage(both, 'zh')).toBe('webhook msg_1: 联系不上。请检查网络。')
    expect(inLanguage(both, 'en')).toBe('Cannot be reached. Check network.')
  })
  it('stays whole where it is not in both', () => {
    for (const text of ['', 'a / b', '只有中文 / 还是中文', 'Only English.']) expect(inLanguage(text, 'en')).toBe(text)
  })
})
