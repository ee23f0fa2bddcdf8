import { describe, expect, it } from 'vitest'
import { demoRoles, type DemoAccount } from './demo.model'

const account = (user_name: string, role: DemoAccount['role'], organisation: string): DemoAccount => ({
  user_name, name: user_name, role, organisation, organisation_name: organisation,
})

describe('the roles of a demo', () => {
  it('stand together, and within each those of one organisation', () => {
    const roles = demoRoles([account('a', 'leader', '411502'), account('b', 'leader', '411503'), account('c', 'bank_head', 'bank'), account('d', 'leader', '411502')])
    expect(roles.map((one) => [one.role, one.first.map((held) => held.user_name)])).toEqual([['leader', ['a', 'd', 'b']], ['bank_head', ['c']]])
  })
  it('show a few of the many who hold one, and keep the others at hand', () => {
    const [visitors] = demoRoles(Array.from({ length: 5 }, (_, i) => account(`v${i}`, 'visitor', `town${i}`)), 2)
    expect([visitors?.first.length, visitors?.more.length]).toEqual([2, 3])
  })
})
