import { describe, expect, it } from 'vitest'
import { isOthers, permittedOf, refusedOf, type ExplainedEvent } from './why.model'

const event = (name: string, permitted?: boolean) => ({ event: name, permitted }) as ExplainedEvent

describe('why', () => {
  it('tells what may be done from what may not, and leaves out what is undecided', () => {
    const events = [event('A', true), event('B', false), event('C')]
    expect(permittedOf(events).map((one) => one.event)).toEqual(['A'])
    expect(refusedOf(events).map((one) => one.event)).toEqual(['B'])
  })
  it('knows what is for other people alone', () => {
    expect(isOthers({ roles: ['city_convener'] }, ['city_office'])).toBe(true)
    expect(isOthers({ roles: ['city_convener', 'city_office'] }, ['city_office'])).toBe(false)
    expect(isOthers({ roles: [] }, ['city_office'])).toBe(false)
  })
})
