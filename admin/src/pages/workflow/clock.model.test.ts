import { describe, expect, it } from 'vitest'
import { moved, oneMore, rungFault, rungName } from './clock.model'

const overdue = { rung: 'overdue', offset: 0, to: ['task_force'] }
const ahead = { rung: 'ahead-3', offset: -3, to: ['bank_contact'] }

describe('the rungs of a clock', () => {
  it('are named after when they are', () => {
    expect(rungName(-3, [])).toBe('ahead-3')
    expect(rungName(0, [])).toBe('overdue')
    expect(rungName(5, ['escalate-1'])).toBe('escalate-2')
  })
  it('keep a name that is still true', () => {
    expect(moved({ rung: 'escalate-2', offset: 5, to: [] }, 'escalate', 8, [overdue]).rung).toBe('escalate-2')
    expect(moved(ahead, 'ahead', 5, [overdue])).toMatchObject({ rung: 'ahead-5', offset: -5 })
    expect(moved(ahead, 'escalate', 2, [overdue])).toMatchObject({ rung: 'escalate-1', offset: 2 })
    expect(moved(ahead, 'overdue', 7, [])).toMatchObject({ rung: 'overdue', offset: 0 })
  })
  it('begin with the day itself and go on after the last', () => {
    expect(oneMore([])).toMatchObject({ rung: 'overdue', offset: 0 })
    expect(oneMore([overdue])).toMatchObject({ rung: 'escalate-1', offset: 3 })
  })
  it('must tell somebody when it passes, one rung a day', () => {
    expect(rungFault([ahead])).toBe('noOverdue')
    expect(rungFault([overdue, { ...ahead, offset: 0 }])).toBe('twice')
    expect(rungFault([overdue, { ...ahead, to: [] }])).toBe('nobody')
    expect(rungFault([overdue, ahead])).toBeUndefined()
  })
})
