// The catalogue of events with its references resolved: words and schemas for history, and for the
// forms that must be there before the server is asked (window, phone).
import { readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import type { Plugin } from 'vite'

const ID = 'virtual:catalogue'
type Node = { [key: string]: unknown }

interface Listed {
  event: string
  subject: string
  clause: string
  zh: string
  en: string
  data?: Node
}

function resolved(node: unknown, definitions: Record<string, Node>): unknown {
  if (Array.isArray(node)) return node.map((one) => resolved(one, definitions))
  if (typeof node !== 'object' || node === null) return node
  const { $ref, ...own } = node as Node
  const base = typeof $ref === 'string' ? (definitions[$ref] ?? {}) : {}
  return Object.fromEntries(
    Object.entries({ ...base, ...own }).map(([key, value]) => [key, resolved(value, definitions)]),
  )
}

export function readCatalogue(file: string) {
  const { definitions, events } = load(readFileSync(file, 'utf8')) as {
    definitions: Record<string, Node>
    events: Listed[]
  }
  return events.map(({ event, subject, clause, zh, en, data }) => ({
    event,
    kind: `${subject}s`,
    clause,
    sentence: { zh, en },
    schema: resolved(data ?? {}, definitions),
  }))
}

export function catalogue(file: string): Plugin {
  return {
    name: 'qianqiao:catalogue',
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load: (id) =>
      id === `\0${ID}` ? `export default JSON.parse(${JSON.stringify(JSON.stringify(readCatalogue(file)))})` : undefined,
  }
}
