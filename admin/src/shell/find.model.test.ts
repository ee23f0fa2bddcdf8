import { describe, expect, it } from 'vitest'
import type { Enterprise } from '@/services/enterprises'
import { asksToFind, hitsOf, kindFor, stepped } from './find.model'

const row = (id: string, enterprise: string) => ({ id, enterprise, enterprise_name: `名${enterprise}`, state: 'Roster' })
const enterprise = (id: string, open_case = '') => ({ id, name: `名${id}`, uscc: '', open_case }) as Enterprise

describe('finding', () => {
  it('looks where a person may look', () => {
    expect(kindFor(['task_force'])).toBe('cases')
    expect(kindFor(['bank_contact'])).toBe('referrals')
    expect(kindFor(['department'])).toBe('slips')
    expect(kindFor(['system_administrator'])).toBeUndefined()
  })
  it('names each enterprise once, by its case where one was found', () => {
    const hits = hitsOf('cases', [row('411502C1', 'E1')], [enterprise('E1'), enterprise('E2'), enterprise('E3', '411502C3')])
    expect(hits.map((one) => one.path)).toEqual(['/cases/411502C1', '/cases?enterprise=E2', '/cases/411502C3'])
  })
  it('goes round by keys', () => {
    expect([stepped(-1, 1, 3), stepped(-1, -1, 3), stepped(2, 1, 3), stepped(0, -1, 3), stepped(-1, 1, 0)]).toEqual([0, 2, 0, 2, -1])
  })
  it('begins with a slash where nobody types', () => {
    const press = (key: string, typing: boolean, more = {}) => asksToFind({ key, ctrlKey: false, metaKey: false, altKey: false, ...more }, typing)
    expect(press('/', false)).toBe(true)
    expect(press('/', true)).toBe(false)
    expect(press('/', false, { ctrlKey: true })).toBe(false)
  })
})
