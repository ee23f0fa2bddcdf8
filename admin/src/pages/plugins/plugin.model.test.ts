import { describe, expect, it } from 'vitest'
import type { Plugin } from '@/services/plugins'
import { differencesOf, healthOf, isOpen, linesOf, readable } from './plugin.model'

const plugin = (name: string, version: string, installed: string, enabled = false): Plugin => ({
  county: '411502', name, version, digest: '', title: { zh: name, en: name }, hooks: [], hosts: [], secrets: [], settings: {}, channels: [], installed_by: 'admin',
  installed, enabled, breaker: 'closed', retry_at: null,
})

describe('installed plugins', () => {
  it('stand in one line each, by the version in use, else the latest', () => {
    const lines = linesOf([plugin('b', '1.0.0', '2025-03-01', true), plugin('b', '1.1.0', '2025-03-02'), plugin('a', '1.0.0', '2025-03-01'), plugin('a', '1.10.0', '2025-03-01')])
    expect(lines.map((one) => [one.name, one.shown.version, one.versions.map((each) => each.version)])).toEqual([
      ['a', '1.10.0', ['1.10.0', '1.0.0']],
      ['b', '1.0.0', ['1.1.0', '1.0.0']],
    ])
  })
  it('say whether they are called', () => {
    expect(healthOf({ enabled: false, breaker: 'open' })).toBe('off')
    expect(healthOf({ enabled: true, breaker: 'closed' })).toBe('on')
    expect(healthOf({ enabled: true, breaker: 'half_open' })).toBe('half_open')
  })
  it('leave to a person what failed or waits', () => {
    expect((['waiting', 'running', 'done', 'failed', 'skipped'] as const).filter((state) => isOpen({ state }))).toEqual(['waiting', 'failed'])
  })
})

describe('a try on a copied case', () => {
  const state = (name: string, steps: string[]) => ({ state: name, version: 3, open_steps: steps })
  it('shows what changed and nothing else', () => {
    expect(differencesOf({ before: state('Review.Preliminary', ['tax']), after: state('Review.Preliminary', []) })).toEqual([{ what: 'steps', before: 'tax', after: '' }])
    expect(differencesOf({ before: state('Roster', []), after: state('Roster', []) })).toEqual([])
  })
  it('shows a verdict so that it can be read', () => {
    expect(readable('{"outcome":"passed"}')).toBe('{\n  "outcome": "passed"\n}')
    expect(readable('broken')).toBe('broken')
  })
})
