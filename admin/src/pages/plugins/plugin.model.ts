// Versions of plugins as people see them: one line each, and how a try changed a copied case.
import type { Plugin, PluginJob, Rehearsal } from '@/services/plugins'

export interface Line {
  name: string
  county: string
  shown: Plugin // the one in use, else the latest
  versions: Plugin[] // latest first
}

const latestFirst = (a: Plugin, b: Plugin) => b.installed.localeCompare(a.installed) || b.version.localeCompare(a.version, 'en', { numeric: true })

export function linesOf(plugins: readonly Plugin[]): Line[] {
  const lines = new Map<string, Line>()
  for (const one of [...plugins].sort(latestFirst)) {
    const key = `${one.county}/${one.name}`
    const line = lines.get(key)
    if (!line) lines.set(key, { name: one.name, county: one.county, shown: one, versions: [one] })
    else {
      line.versions.push(one)
      if (one.enabled) line.shown = one
    }
  }
  return [...lines.values()].sort((a, b) => a.county.localeCompare(b.county) || a.name.localeCompare(b.name))
}

export type Health = 'off' | 'on' | 'open' | 'half_open'
export const healthOf = (plugin: Pick<Plugin, 'enabled' | 'breaker'>): Health =>
  !plugin.enabled ? 'off' : plugin.breaker === 'closed' ? 'on' : plugin.breaker
export const toneOf = (health: Health) => ({ off: '', on: 'fine', open: 'danger', half_open: 'warn' })[health]

const JOB_TONES: Record<PluginJob['state'], string> = { waiting: 'warn', running: 'accent', done: 'fine', failed: 'danger', skipped: '' }
export const jobTone = (state: PluginJob['state']) => JOB_TONES[state]
// Done and skipped are over; a running one is the worker's.
export const isOpen = (job: Pick<PluginJob, 'state'>) => job.state === 'failed' || job.state === 'waiting'

export interface Difference {
  what: 'state' | 'steps'
  before: string
  after: string
}
export function differencesOf({ before, after }: Pick<Rehearsal, 'before' | 'after'>): Difference[] {
  const rows: Difference[] = [
    { what: 'state', before: before.state, after: after.state },
    { what: 'steps', before: before.open_steps.join(', '), after: after.open_steps.join(', ') },
  ]
  return rows.filter((row) => row.before !== row.after)
}

// A verdict is JSON in one line; spread out it can be read.
export function readable(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2)
  } catch {
    return json
  }
}
