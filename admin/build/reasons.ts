// The reasons to choose from, read from the city's template: what the charts check is what the
// forms offer. A county's own come with a subject's allowed events.
import { readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import type { Plugin } from 'vite'

const ID = 'virtual:reasons'

interface Reason {
  code: string
  title: { zh: string; en: string }
  repairable?: boolean
}

export function readReasons(files: string[]): Record<string, Reason[]> {
  const out: Record<string, Reason[]> = {}
  for (const file of files) {
    const { reasons = {} } = load(readFileSync(file, 'utf8')) as {
      reasons?: Record<string, Reason[]>
    }
    for (const [group, rows] of Object.entries(reasons))
      for (const { code, title, repairable } of rows) {
        const list = (out[group] ??= [])
        if (!list.some((known) => known.code === code)) list.push({ code, title, repairable })
      }
  }
  return out
}

export function reasons(files: string[]): Plugin {
  return {
    name: 'qianqiao:reasons',
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load: (id) => (id === `\0${ID}` ? `export default ${JSON.stringify(readReasons(files))}` : undefined),
  }
}
