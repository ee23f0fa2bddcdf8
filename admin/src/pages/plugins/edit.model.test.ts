import { describe, expect, it } from 'vitest'
import { nextVersion, shownFiles, without, withText } from './edit.model'

const READ = [{ path: 'main.py', text: 'a\nb\n' }, { path: 'old.txt', text: 'a\r\nb\r\n' }, { path: 'seal.png', text: null }]

describe('an edit of a plugin', () => {
  it('proposes the next version that is not installed', () => {
    expect(nextVersion('1.0.0', ['1.0.0'])).toBe('1.0.1')
    expect(nextVersion('1.9.9', ['1.9.9', '1.9.10', '1.9.11'])).toBe('1.9.12')
  })
  it('holds what differs, and nothing that was typed back', () => {
    const changed = withText(READ, {}, 'main.py', 'a\nc\n')
    expect(changed).toEqual({ 'main.py': 'a\nc\n' })
    expect(withText(READ, changed, 'main.py', 'a\nb\n')).toEqual({})
    expect(withText(READ, {}, 'new.txt', '')).toEqual({ 'new.txt': '' })
    expect(without({ a: null, b: '' }, 'a')).toEqual({ b: '' })
  })
  it('ends lines as they ended before', () => {
    expect(withText(READ, {}, 'old.txt', 'a\nc\n')).toEqual({ 'old.txt': 'a\r\nc\r\n' })
    expect(withText(READ, {}, 'old.txt', 'a\nb\n')).toEqual({})
  })
  it('shows each file with what becomes of it', () => {
    expect(shownFiles(READ, { files: { 'main.py': 'x', 'old.txt': null, 'data/new.txt': 'y' } })).toEqual([
      { path: 'data/new.txt', text: 'y', mark: 'added' },
      { path: 'main.py', text: 'x', mark: 'changed' },
      { path: 'old.txt', text: 'a\r\nb\r\n', mark: 'removed' },
      { path: 'seal.png', text: null },
    ])
  })
})
