import { describe, expect, it } from 'vitest'
import { RULES, ruleParts, rulesFor } from './deadlines.model'

describe('the rules to choose from', () => {
  it('include the one that is asked for, also where it is a county\'s own', () => {
    expect(rulesFor(undefined)).toEqual(RULES)
    expect(rulesFor('visit')).toEqual(RULES)
    expect(rulesFor('bank-decision@411525').at(-1)).toBe('bank-decision@411525')
    expect(ruleParts('bank-decision@411525')).toEqual({ hook: 'bank-decision', area: '411525' })
    expect(ruleParts('visit')).toEqual({ hook: 'visit', area: '' })
  })
})
