// A workflow's text changed in place: what is not touched stays as it was written, with its comments,
// its order and what the forms do not know.
import { Document, isMap, isScalar, isSeq, parseDocument, Scalar, YAMLMap, YAMLSeq, type Node } from 'yaml'

export type Path = readonly (string | number)[]
export interface Fault {
  line: number
  column: number
  message: string
}

export const open = (text: string): Document => parseDocument(text, { prettyErrors: true })
export const written = (doc: Document): string => doc.toString({ lineWidth: 0, flowCollectionPadding: false })

// What makes a text unreadable, where it stands; undefined: it can be read by the forms.
export function faultOf(text: string): Fault | undefined {
  const doc = open(text)
  const first = doc.errors[0]
  if (first) {
    const at = first.linePos?.[0]
    return { line: at?.line ?? 1, column: at?.col ?? 1, message: first.message.split('\n')[0] ?? '' }
  }
  if (doc.contents === null || isMap(doc.contents)) return undefined
  return isScalar(doc.contents) && doc.contents.value === null ? undefined : { line: 1, column: 1, message: '' }
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

// A value as its node: words in two languages and people on one line, as the shipped files have them.
function nodeOf(doc: Document, value: unknown): Node {
  const node = doc.createNode(value) as Node
  compact(node)
  return node
}
function compact(node: unknown) {
  if (isSeq(node)) {
    node.items.forEach(compact)
    if (node.items.length && node.items.every((item) => isScalar(item))) node.flow = true
  }
  if (isMap(node)) {
    for (const pair of node.items) compact(pair.value)
    const short = node.items.every((pair) => isScalar(pair.value) && String((pair.value as Scalar).value).length <= 60)
    const rung = node.has('rung') && node.has('to')
    const asked = node.has('field') || node.has('not')
    if (rung || asked || (short && node.items.length <= 2 && (node.has('zh') || node.has('calendar_days') || node.has('working_days'))))
      node.flow = true
  }
}

// Sets the fields that a form knows and that differ; undefined takes one away; others stay.
export function change(doc: Document, map: YAMLMap, fields: Record<string, unknown>) {
  for (const [key, value] of Object.entries(fields)) {
    const before = map.get(key, true) as Node | undefined
    if (value === undefined) {
      if (before !== undefined) map.delete(key)
    } else if (before === undefined) map.set(key, nodeOf(doc, value))
    else if (isMap(before) && typeof value === 'object' && value !== null && !Array.isArray(value))
      changeWhole(doc, before, value as Record<string, unknown>)
    else if (isSeq(before) && Array.isArray(value)) changeList(doc, before, value)
    else if (isScalar(before) && (typeof value !== 'object' || value === null)) {
      if (before.value !== value) before.value = value
    } else map.set(key, nodeOf(doc, value))
  }
}
// Of a value that a form knows entirely: what it does not have is taken away.
function changeWhole(doc: Document, map: YAMLMap, value: Record<string, unknown>) {
  for (const key of Object.keys(map.toJSON() as object)) if (!(key in value)) map.delete(key)
  change(doc, map, value)
}
function changeList(doc: Document, seq: YAMLSeq, values: readonly unknown[]) {
  if (same(seq.toJSON(), values)) return
  const nodes = values.map((value, i) => {
    const before = seq.items[i]
    if (same(isScalar(before) ? before.value : (before as Node | undefined)?.toJSON(), value)) return before
    if (isMap(before) && typeof value === 'object' && value !== null) {
      changeWhole(doc, before, value as Record<string, unknown>)
      return before
    }
    return nodeOf(doc, value)
  })
  seq.items = nodes as Node[]
}

export function sequence(doc: Document, path: Path): YAMLSeq {
  const found = doc.getIn(path)
  if (isSeq(found)) return found
  const made = new YAMLSeq()
  doc.setIn(path, made)
  return made
}
export function mapping(doc: Document, path: Path): YAMLMap {
  const found = doc.getIn(path)
  if (isMap(found)) return found
  const made = new YAMLMap()
  doc.setIn(path, made)
  return made
}

// Changes the item at this place of a list, or puts a new one at its end.
export function putItem(doc: Document, path: Path, at: number | undefined, fields: Record<string, unknown>) {
  const list = sequence(doc, path)
  const before = at === undefined ? undefined : list.items[at]
  if (isMap(before)) return change(doc, before, fields)
  list.flow = false
  const made = nodeOf(doc, Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)))
  ;(made as YAMLMap).flow = false
  list.add(made)
}
// An empty section goes with its last item.
export function dropIn(doc: Document, path: Path) {
  doc.deleteIn(path)
  for (let up = path.slice(0, -1); up.length > 0; up = up.slice(0, -1)) {
    const left = doc.getIn(up)
    if ((isSeq(left) || isMap(left)) && left.items.length === 0) doc.deleteIn(up)
    else break
  }
}
export { isMap, isSeq }
