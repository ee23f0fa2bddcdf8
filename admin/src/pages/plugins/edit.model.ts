// Small changes of a plugin's files: what differs from the version that was read, and nothing else.
import type { PluginFile } from '@/services/plugins'

export interface Edit {
  digest: string // of the version that was read
  version: string // of the next one
  files: Record<string, string | null> // by path; null: removed
}
export type Mark = 'changed' | 'added' | 'removed'
export interface Shown {
  path: string
  text: string | null // null: not text
  mark?: Mark
}

// Patch + 1, and on past those that are installed already.
export function nextVersion(version: string, installed: readonly string[]): string {
  const [major, minor, patch] = version.split('.').map(Number)
  let next = (patch ?? 0) + 1
  while (installed.includes(`${major}.${minor}.${next}`)) next++
  return `${major}.${minor}.${next}`
}

const marked = (before: PluginFile | undefined, now: string | null): Mark => (now === null ? 'removed' : before ? 'changed' : 'added')

export function shownFiles(read: readonly PluginFile[], edit: Pick<Edit, 'files'>): Shown[] {
  const before = new Map(read.map((file) => [file.path, file]))
  const shown = new Map<string, Shown>(read.map((file) => [file.path, file]))
  for (const [path, text] of Object.entries(edit.files))
    shown.set(path, { path, text: text ?? before.get(path)?.text ?? null, mark: marked(before.get(path), text) })
  return [...shown.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}

// A browser's text field ends lines by \n whatever they ended by before.
const typedForm = (text: string) => text.replace(/\r\n?/g, '\n')
const endedAs = (before: string, typed: string) => (/\r\n/.test(before) && !/[^\r]\n/.test(before) ? typed.replace(/\n/g, '\r\n') : typed)

export function withText(read: readonly PluginFile[], files: Edit['files'], path: string, typed: string): Edit['files'] {
  const before = read.find((file) => file.path === path)?.text
  if (before !== null && before !== undefined && typedForm(before) === typed) return without(files, path)
  return { ...files, [path]: endedAs(before ?? '', typed) }
}
export function without(files: Edit['files'], path: string): Edit['files'] {
  return Object.fromEntries(Object.entries(files).filter(([one]) => one !== path))
}
