import { describe, expect, it } from 'vitest'
import { fitting, mayPost, namesFor } from './acting.model'

describe('an event is posted', () => {
  it("in one's own name, in that of whoever gave a mandate, or not at all", () => {
    const own = { permitted: true }
    const both = { permitted: true, permitted_for: ['leader'] }
    const others = { permitted: false, permitted_for: ['leader'] }
    const nobodys = { permitted: false }
    expect([own, both, others, nobodys].map(mayPost)).toEqual([true, true, true, false])
    expect([own, both, others, nobodys].map((one) => namesFor(one, 'me'))).toEqual([['me'], ['me', 'leader'], ['leader'], []])
    expect(namesFor({}, 'me')).toBeUndefined()
  })
  it('in no name that is not offered any more', () => {
    expect(fitting('leader', ['', 'leader'])).toBe('leader')
    expect(fitting('leader', [''])).toBe('')
    expect(fitting('', ['leader', 'convener'])).toBe('leader')
    expect(fitting('leader', [])).toBe('')
  })
})
