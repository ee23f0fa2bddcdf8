import events from 'virtual:catalogue'
import type { Kind } from '@/services/subjects'
import { fieldsOf, type Field, type Schema } from './schema.model'

const byName = new Map(events.map((one) => [`${one.kind}.${one.event}`, one]))

export const listed = (kind: Kind, event: string) => byName.get(`${kind}.${event}`)

export const sentenceOf = (event: string, kind?: Kind) =>
  (kind ? listed(kind, event) : events.find((one) => one.event === event))?.sentence

const fields = new Map<string, Field[]>()

export function fieldsOfEvent(kind: Kind, event: string): Field[] {
  const key = `${kind}.${event}`
  let known = fields.get(key)
  if (!known) {
    known = fieldsOf((byName.get(key)?.schema ?? {}) as Schema)
    fields.set(key, known)
  }
  return known
}
