import { describe, expect, it } from 'vitest'
import { normaliseUscc, usccFault } from './uscc.model'

describe('social credit codes', () => {
  it('are taken in full width and lower case', () => {
    expect(normaliseUscc(' ９1411502ma3x0a1b62 ')).toBe('91411502MA3X0A1B62')
  })
  it('hold by their last letter', () => {
    expect(usccFault('91411502MA6DHELT1P')).toBeUndefined()
    expect(usccFault('91411502MA6DHELT1Q')).toBe('checksum')
    expect(usccFault('91411502MA6DHELT1')).toBe('length')
    expect(usccFault('91411502MA6DHELTIO')).toBe('letters')
  })
})
