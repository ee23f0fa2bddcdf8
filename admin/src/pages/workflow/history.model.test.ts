import { describe, expect, it } from 'vitest'
import { standingOf } from './history.model'

const since = { in_force: '2025-03-03T09:00:00Z' }
const not = { in_force: null }

describe('publications', () => {
  it('one is in force, the newest may wait, one overtaken is withdrawn', () => {
    expect(standingOf([not, since, not, since])).toEqual(['waiting', 'inForce', 'withdrawn', 'former'])
    expect(standingOf([since, not])).toEqual(['inForce', 'withdrawn'])
    expect(standingOf([])).toEqual([])
  })
})
