import { describe, expect, it } from 'vitest'
import zh from '@/i18n/zh'
import { codeIn, milestonesOf } from './progress.model'

const since = '2025-03-03'
const marks = (...stages: string[]) =>
  milestonesOf({ stages: stages.map((stage) => ({ stage, since })) }).map(({ stage, mark }) => `${stage} ${mark}`)

describe('the way of a case', () => {
  it('shows what it came into, and what is ahead of it', () => {
    expect(marks('Application', 'Review')).toEqual([
      'Application done', 'Review now', 'Recommendation ahead', 'BankDecision ahead', 'Financing ahead', 'Closed ahead',
    ])
    expect(marks('Received')[1]).toBe('Application ahead')
  })
  it('promises nothing where the way is not known', () => {
    for (const stage of ['Guidance', 'Feedback', 'Excluded', 'Removed', 'Closed']) expect(marks('Review', stage)).toEqual(['Review done', `${stage} now`])
  })
  it('tells a stage that it came into twice twice', () => {
    expect(marks('Application', 'Guidance', 'Application').slice(0, 3)).toEqual(['Application done', 'Guidance done', 'Application now'])
  })
})

describe('the words', () => {
  it('say of each state of a case what it is, and what the enterprise does', () => {
    const ofCases = Object.keys(zh.state).filter((state) => state.split('_')[0]! in zh.stage).sort()
    expect(ofCases.length).toBeGreaterThan(15)
    expect(Object.keys(zh.progress.now).sort()).toEqual(ofCases)
    expect(Object.keys(zh.progress.you).sort()).toEqual(ofCases)
  })
})

describe('a code', () => {
  it('is read from an address or alone', () => {
    for (const text of ['#K7MQ-2XNP', ' k7mq -2xnp ', 'https://office.example.invalid/progress#K7MQ-2XNP']) expect(codeIn(text)).toBe('K7MQ-2XNP')
    expect(codeIn('')).toBe('')
  })
})
