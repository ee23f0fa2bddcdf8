import { describe, expect, it } from 'vitest'
import { effectScope, onScopeDispose } from 'vue'
import { shared } from './shared'

describe('what is shared', () => {
  it('is made once, lives as long as somebody uses it, and is made anew afterwards', () => {
    let made = 0
    let ended = 0
    const use = shared(() => {
      onScopeDispose(() => ++ended)
      return ++made
    })
    const [one, two] = [effectScope(), effectScope()]
    expect([one.run(use), two.run(use)]).toEqual([1, 1])
    one.stop()
    expect(ended).toBe(0)
    two.stop()
    expect(ended).toBe(1)
    const three = effectScope()
    expect(three.run(use)).toBe(2)
    three.stop()
    expect(ended).toBe(2)
  })
})
