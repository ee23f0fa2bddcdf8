import { describe, expect, it } from 'vitest'
import { dueAsked, dueFiltersOf } from './due.model'

describe('due filters', () => {
  it('come from the address, and nothing else does', () => {
    expect(dueFiltersOf({ overdue: 'true', due: '7', evil: 'x' })).toEqual({ overdue: 'true', due: '7' })
    expect(dueFiltersOf({ overdue: 'yes', due: '7 days' })).toEqual({})
  })
  it('ask for an instant, with that day included', () => {
    expect(dueAsked({ overdue: 'true', due: '7' }, '2025-03-27')).toEqual({ overdue: 'true', due_before: '2025-04-04T00:00:00+08:00' })
    expect(dueAsked({}, '2025-03-27')).toEqual({})
  })
})
