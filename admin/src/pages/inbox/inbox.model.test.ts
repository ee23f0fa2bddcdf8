import { describe, expect, it } from 'vitest'
import type { Task } from '@/services/tasks'
import { grouped, moved, pathOf, roleAsked, untilAsked, wantedBy, within } from './inbox.model'

const task = (id: string, due: string | null): Task => ({
  id, subject: '411502C000001', kind: 'visit', role: 'visitor', county: '411502', organisation: '',
  enterprise_name: '', state: 'Visit.Planned', due, opened: '2025-03-03T08:00:00+08:00', claimed_by: '',
})
const press = (key: string, more = {}) =>
  wantedBy({ key, ctrlKey: false, metaKey: false, altKey: false, ...more })

describe('inbox', () => {
  it('keeps the order inside its groups and shows no empty one', () => {
    const groups = grouped(
      [task('a', '2025-04-01T23:59:59+08:00'), task('b', '2025-04-16T23:59:59+08:00'), task('c', null)],
      '2025-04-16T09:00:00+08:00',
    )
    expect(groups.map((one) => [one.group, one.tasks.map((t) => t.id)])).toEqual([
      ['overdue', ['a']],
      ['today', ['b']],
      ['later', ['c']],
    ])
  })
  it('takes a role from the address only where the person holds it', () => {
    expect(roleAsked({ role: 'leader' }, ['leader', 'visitor'])).toBe('leader')
    expect(roleAsked({ role: 'leader' }, ['visitor'])).toBe('')
    expect(roleAsked({ role: ['leader'] }, ['leader'])).toBe('')
    expect(roleAsked({}, ['leader'])).toBe('')
  })
  it('ends where the address says, and otherwise shows all', () => {
    const tasks = [task('a', '2025-04-01T23:59:59+08:00'), task('b', '2025-04-16T23:59:59+08:00'), task('c', null)]
    const shown = (until: string) => within(tasks, untilAsked({ until }), '2025-04-16T09:00:00+08:00').map((one) => one.id)
    expect([shown('overdue'), shown('today'), shown('week'), shown('nonsense')]).toEqual([['a'], ['a', 'b'], ['a', 'b'], ['a', 'b', 'c']])
  })
  it('opens each kind of subject at its page', () => {
    expect(pathOf('411502C000001')).toBe('/cases/411502C000001')
    expect(pathOf('411502R13Y661PT')).toBe('/referrals/411502R13Y661PT')
    expect(pathOf('411502S000001')).toBe('/slips/411502S000001')
  })
  it('is driven by keys and leaves the browser its own', () => {
    expect(press('j')).toBe('next')
    expect(press('K')).toBe('previous')
    expect(press('Enter')).toBe('open')
    expect(press('c', { ctrlKey: true })).toBeUndefined()
    expect(press('x')).toBe('choose')
    expect(press('z')).toBeUndefined()
  })
  it('stops at both ends', () => {
    expect(moved(0, -1, 3)).toBe(0)
    expect(moved(2, 1, 3)).toBe(2)
    expect(moved(5, 0, 0)).toBe(0)
  })
})
