// The forms that steps may name, as they ship with the server: what their fields are called and may be.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const ID = 'virtual:forms'

export const readForms = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => {
        const form = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { properties?: Record<string, unknown> }
        return [name.slice(0, -'.json'.length), form.properties ?? {}]
      }),
  )

export function forms(folder: string): Plugin {
  return {
    name: 'qianqiao:forms',
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load: (id) => (id === `\0${ID}` ? `export default JSON.parse(${JSON.stringify(JSON.stringify(readForms(folder)))})` : undefined),
  }
}
