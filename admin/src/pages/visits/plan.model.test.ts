import { describe, expect, it } from 'vitest'
import { countOf, daysBack, isThere, movedTo, placed, planDays, standing, teamFor, type VisitCase } from './plan.model'

// Of 2025: 清明 4–6 April; 27 April a working Sunday; 劳动节 1–5 May.
const calendar = {
  off: new Set(['2025-04-04', '2025-04-05', '2025-04-06', '2025-05-01', '2025-05-02', '2025-05-03', '2025-05-04', '2025-05-05']),
  work: new Set(['2025-04-27']),
}
const one = (id: string, on: string | null = null, team = ''): VisitCase => ({
  id, version: 2, state: on ? 'Visit.Planned' : 'Visit.Unplanned', township: 'T', enterprise_name: id,
  visit: { round: 'R', attempts: 0, team, planned_on: on },
})

describe('the days of a plan', () => {
  it('are ten working days, with the days off between them told', () => {
    const days = planDays('2025-04-02', calendar)
    expect(days.map((each) => each.day)).toEqual(['02', '03', '07', '08', '09', '10', '11', '14', '15', '16'].map((d) => `2025-04-${d}`))
    expect(days[2]!.restBefore.map((each) => [each.day, each.kind])).toEqual([['2025-04-04', 'holiday'], ['2025-04-05', 'holiday'], ['2025-04-06', 'holiday']])
    expect(days[7]!.restBefore.map((each) => each.kind)).toEqual(['weekend', 'weekend'])
  })
  it('count a working Sunday, and begin after a day off', () => {
    const days = planDays('2025-04-26', calendar)
    expect([days[0]!.day, days[0]!.kind, days[0]!.restBefore.length]).toEqual(['2025-04-27', 'makeup', 1])
    expect(days[4]!.day).toBe('2025-05-06')
  })
  it('go back by as many, not beyond today', () => {
    expect(daysBack('2025-04-17', '2025-04-01', calendar)).toBe('2025-04-02')
    expect(daysBack('2025-04-07', '2025-04-03', calendar)).toBe('2025-04-03')
  })
})

describe('enterprises on them', () => {
  const days = planDays('2025-04-07', calendar)
  it('stand by day and team; what is past or elsewhere stands apart', () => {
    const at = placed([one('a', '2025-04-08', 'T1'), one('b', '2025-04-08', 'T2'), one('c', '2025-04-08', 'T1'), one('d', '2025-04-03', 'T1'), one('e', '2025-05-12', 'T1'), one('f', '2025-04-12', 'T1')], days, '2025-04-07')
    const teams = at.days.get('2025-04-08')!
    expect(teams.map((team) => [team.team, team.cases.map((each) => each.id)])).toEqual([['T1', ['a', 'c']], ['T2', ['b']]])
    expect([countOf(teams), countOf(at.days.get('2025-04-09')!)]).toEqual([3, 0])
    expect([at.past.map((each) => each.id), at.elsewhere.map((each) => each.id)]).toEqual([['d'], ['f', 'e']])
  })
  it('are visited by whom they are dropped on, else as chosen, else as before, else by their township', () => {
    expect(teamFor(one('a'), '', '')).toBe('T')
    expect(teamFor(one('a', '2025-04-08', 'T1'), '', '')).toBe('T1')
    expect(teamFor(one('a', '2025-04-08', 'T1'), '', 'T2')).toBe('T2')
    expect(teamFor(one('a', '2025-04-08', 'T1'), 'T3', 'T2')).toBe('T3')
  })
  it('stand where they are moved to until the server has answered', () => {
    const moved = movedTo(one('a'), { day: '2025-04-08', team: 'T1' })
    expect([moved.state, moved.visit, moved.version]).toEqual(['Visit.Planned', { round: 'R', attempts: 0, team: 'T1', planned_on: '2025-04-08' }, 2])
    expect([isThere(moved, { day: '2025-04-08', team: 'T1' }), isThere(moved, { day: '2025-04-08', team: 'T2' }), isThere(one('a'), { day: '2025-04-08', team: '' })]).toEqual([true, false, false])
  })
  it('stand as the newest that is known says', () => {
    const old = one('a')
    const moved = movedTo(old, { day: '2025-04-08', team: 'T1' })
    const news = { ...one('a', '2025-04-09', 'T1'), version: 3 }
    expect(standing([old, one('b')], new Map([['a', moved]])).map((each) => each.visit?.planned_on)).toEqual(['2025-04-08', null])
    expect(standing([news], new Map([['a', moved]]))).toEqual([news])
  })
})
