import { describe, expect, it } from 'vitest'
import { ADMINISTRATION, WORK, doorsFor, homeOf } from './navigation.model'

describe('navigation', () => {
  it('shows a bank its referrals and no county lists', () => {
    const names = doorsFor(WORK, ['bank_contact']).map((door) => door.name)
    expect(names).toContain('referrals')
    for (const other of ['cases', 'dashboard', 'deadlines', 'rosters']) expect(names).not.toContain(other)
  })
  it('shows the plan of visits to those who may plan one', () => {
    const names = (role: 'visitor' | 'task_force' | 'leader') => doorsFor(WORK, [role]).map((door) => door.name)
    expect([names('visitor').includes('plan'), names('task_force').includes('plan'), names('leader').includes('plan')]).toEqual([true, true, false])
  })
  it('shows the audit log to the auditor only', () => {
    const names = (role: 'auditor' | 'security_administrator') =>
      doorsFor(ADMINISTRATION, [role]).map((door) => door.name)
    expect(names('auditor')).toContain('audit')
    expect(names('security_administrator')).not.toContain('audit')
  })
  it('begins the day where the work is', () => {
    expect(homeOf(['task_force'])).toBe('/inbox')
    expect(homeOf(['window_clerk'])).toBe('/window')
    expect(homeOf(['bank_contact'])).toBe('/inbox')
    expect(homeOf(['system_administrator'])).toBe('/admin/organisations')
    expect(homeOf(['auditor'])).toBe('/cases')
  })
})
