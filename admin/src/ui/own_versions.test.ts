import { expect, it } from 'vitest'
import { isOwnChange, noteOwnVersion } from './own_versions'

it('a change is our own only if every step of it is', () => {
  noteOwnVersion('C1', 4)
  noteOwnVersion('C1', 5)
  expect([isOwnChange('C1', 3, 5), isOwnChange('C1', 3, 6), isOwnChange('C1', 2, 4), isOwnChange('C2', 3, 4), isOwnChange('C1', 5, 5)]).toEqual([
    true, false, false, false, false,
  ])
})
