import { describe, expect, it } from 'vitest'
import { permittedOf, refusedOf, type ExplainedEvent } from './why.model'

const event = (name: string, permitted?: boolean) => ({ event: name, permitted }) as ExplainedEvent

describe('why', () => {
  it('tells what may be done from what may not, and leaves out what is undecided', () => {
    const events = [event('A', true), event('B', false), event('C')]
    expect(permittedOf(events).map((one) => one.event)).toEqual(['A'])
    expect(refusedOf(events).map((one) => one.event)).toEqual(['B'])
  })
})
