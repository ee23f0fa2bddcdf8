import { describe, expect, it } from 'vitest'
import type { MergedPart } from '@/services/workflows'
import { asksForDecision, isDecided, keyOf, merged, mayTakeTheirs, takeTheirs } from './merge.model'

const words = { zh: '', en: '' }
const part = (name: MergedPart['part'], id: string, standing: MergedPart['standing'] = 'conflict'): MergedPart =>
  ({ standing, part: name, name: id, stage: '', clause: '', base: words, theirs: words, ours: words })

const MINE = `overlay: 方案 # ours
area: '411502'
deadlines:
  - hook: visit
    budget: {working_days: 12} # quick
    ladder: [{rung: overdue, offset: 0, to: [county_leader]}]
notices:
  event: {subject: {zh: 甲, en: a}, body: {zh: 乙, en: b}}
`
const THEIRS = `overlay: 方案
area: '411502'
visit_attempt_limit: 2
deadlines:
  - hook: visit
    budget: {working_days: 15}
    ladder: [{rung: overdue, offset: 0, to: [county_deputy]}]
steps:
  - {id: consent, stage: Application, kind: approval, title: {zh: 会签, en: countersign}, role: leader}
reasons:
  return:
    - {code: later, title: {zh: 转下周, en: next week}}
`

describe('a merge', () => {
  it('asks about what would be undone and what both changed', () => {
    const all = (['ours', 'same', 'taken', 'covered', 'undone', 'conflict'] as const).map((one) => part('step', one, one))
    expect(all.filter(asksForDecision).map((one) => one.name)).toEqual(['undone', 'conflict'])
    expect(all.filter(mayTakeTheirs).map((one) => one.name)).toEqual(['covered', 'undone', 'conflict'])
    expect(isDecided(all, { [keyOf(all[4]!)]: 'theirs' })).toBe(false)
    expect(isDecided(all, { [keyOf(all[4]!)]: 'theirs', [keyOf(all[5]!)]: 'ours' })).toBe(true)
  })
  it('takes over one clock and leaves the rest as it was written', () => {
    const text = takeTheirs(MINE, THEIRS, part('deadline', 'visit'))
    expect(text).toContain('working_days: 15')
    expect(text).toContain('county_deputy')
    expect(text).toContain('overlay: 方案 # ours')
    expect(text).toContain('event: {subject: {zh: 甲, en: a}')
    expect(text).not.toContain('consent')
  })
  it('brings a step, a reason and plain fields that the draft lacks', () => {
    expect(takeTheirs(MINE, THEIRS, part('step', 'consent', 'undone'))).toContain('id: consent')
    expect(takeTheirs(MINE, THEIRS, part('reason', 'return/later', 'undone'))).toContain('code: later')
    expect(takeTheirs(MINE, THEIRS, part('visits', 'visits', 'undone'))).toContain('visit_attempt_limit: 2')
  })
  it('takes away what is not in force, and its empty section', () => {
    const text = takeTheirs(MINE, THEIRS, part('notice', 'event'))
    expect(text).not.toContain('notices')
    expect(takeTheirs(MINE, '', part('deadline', 'visit'))).not.toContain('deadlines')
    expect(takeTheirs('', THEIRS, part('limit', 'nothing')).trim()).toMatch(/^(null)?$/)
  })
  it('keeps what was decided for the draft', () => {
    const all = [part('deadline', 'visit'), part('step', 'consent', 'undone')]
    const text = merged(MINE, THEIRS, all, { [keyOf(all[0]!)]: 'ours', [keyOf(all[1]!)]: 'theirs' })
    expect(text).toContain('working_days: 12} # quick')
    expect(text).toContain('id: consent')
  })
})
