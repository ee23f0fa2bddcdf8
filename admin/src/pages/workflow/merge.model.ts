// A draft and what others published since it was begun: which parts ask for a decision, and taking
// over what is in force for one of them. Only that part of the text is touched.
import type { MergedPart } from '@/services/workflows'
import { dropIn, isMap, isSeq, mapping, open, sequence, written, type Path } from './yaml.model'

export type Choice = 'theirs' | 'ours'
export const asksForDecision = ({ standing }: MergedPart) => standing === 'undone' || standing === 'conflict'
// What the city changed below may be taken, too, in the place of the county's own.
export const mayTakeTheirs = (part: MergedPart) => asksForDecision(part) || part.standing === 'covered'
export const keyOf = ({ part, name }: MergedPart) => `${part}:${name}`
export const isDecided = (parts: readonly MergedPart[], choices: Record<string, Choice>) =>
  parts.every((part) => !asksForDecision(part) || choices[keyOf(part)] !== undefined)

type Doc = ReturnType<typeof open>
// Where a part stands in a text: a list and what its item is known by, a named item, or plain fields.
interface Place {
  list?: Path
  by?: string
  id: string
  fields?: readonly string[]
}
function placeOf({ part, name }: MergedPart): Place {
  switch (part) {
    case 'deadline':
      return { list: ['deadlines'], by: 'hook', id: name.split('@')[0]! }
    case 'limit':
      return { list: ['limits'], by: 'name', id: name }
    case 'step':
      return { list: ['steps'], by: 'id', id: name }
    case 'reason': {
      const [list = '', code = ''] = name.split('/')
      return { list: ['reasons', list], by: 'code', id: code }
    }
    case 'notice': // the text of a step that sends one is the step's
      return name.startsWith('step.') ? { list: ['steps'], by: 'id', id: name.slice('step.'.length) } : { id: name }
    case 'visits':
      return { id: '', fields: ['visit_attempt_limit', 'visit_overlap_days'] }
    case 'approval':
      return { id: '', fields: ['approval'] }
  }
}

function indexIn(doc: Doc, list: Path, by: string, id: string): number {
  const found = doc.getIn(list)
  return isSeq(found) ? found.items.findIndex((item) => isMap(item) && String(item.get(by)) === id) : -1
}

function takeItem(mine: Doc, theirs: Doc, list: Path, by: string, id: string) {
  const there = indexIn(theirs, list, by, id)
  const here = indexIn(mine, list, by, id)
  if (there < 0) {
    if (here >= 0) dropIn(mine, [...list, here])
    return
  }
  const node = mine.createNode((theirs.getIn([...list, there]) as { toJSON(): unknown }).toJSON())
  const all = sequence(mine, list)
  if (here < 0) all.add(node)
  else all.items[here] = node
}

// A draft with this part as it is in force; `inForce`: the area's own text of today.
export function takeTheirs(text: string, inForce: string, part: MergedPart): string {
  const mine = open(text)
  const theirs = open(inForce)
  const { list, by, id, fields } = placeOf(part)
  if (list && by) takeItem(mine, theirs, list, by, id)
  else
    for (const path of fields?.map((one) => [one]) ?? [['notices', id]]) {
      const there = theirs.getIn(path, true)
      if (there === undefined) dropIn(mine, path)
      else if (path.length === 1) mine.setIn(path, (there as { toJSON(): unknown }).toJSON())
      else mapping(mine, path.slice(0, -1)).set(path.at(-1)!, mine.createNode((there as { toJSON(): unknown }).toJSON()))
    }
  return written(mine)
}

export const merged = (text: string, inForce: string, parts: readonly MergedPart[], choices: Record<string, Choice>) =>
  parts.filter((part) => choices[keyOf(part)] === 'theirs').reduce((kept, part) => takeTheirs(kept, inForce, part), text)
