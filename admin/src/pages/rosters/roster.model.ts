import type { RosterReport } from '@/services/rosters'

export const MAX_BYTES = 64 * 1024 * 1024
export type FileFault = 'kind' | 'size' | 'empty'

export function fileFault(file: { name: string; size: number }): FileFault | undefined {
  if (!/\.(csv|txt|xlsx)$/i.test(file.name)) return 'kind'
  if (file.size === 0) return 'empty'
  return file.size > MAX_BYTES ? 'size' : undefined
}

// The figures of a report in the order in which people ask for them.
export const countsOf = (report: RosterReport) =>
  (['rows', 'valid', 'imported', 'updated', 'unchanged', 'merged', 'bad', 'marked', 'skipped'] as const).map((key) => ({
    key,
    value: report[key],
    bad: key === 'bad' && report.bad > 0,
  }))

export type Problem = RosterReport['problems'][number]

export const bySeverity = (problems: readonly Problem[]) =>
  [...problems].sort((a, b) => (a.severity === b.severity ? a.row - b.row : a.severity === 'error' ? -1 : 1))

// The file comes back under its own name, marked as marked.
export const markedName = (name: string) => name.replace(/(\.[^.]+)?$/, (ending) => `-marked${ending || '.csv'}`)
