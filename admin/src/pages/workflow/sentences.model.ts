// The sentences of a workflow, by what they are about. The server tells them one after another;
// what each is about shows in its own fixed words.
import type { Words } from '@/api/problem'

export const GROUPS = ['statutory', 'clock', 'limit', 'review', 'visits', 'step', 'reason', 'approval'] as const
export type Group = (typeof GROUPS)[number]
export interface Sentence extends Words {
  clause: string
  locked: boolean
}

const groupOf = ({ en }: Words): Group => {
  if (en.startsWith("Reasons of '")) return 'reason'
  if (en.startsWith("At '")) return 'step'
  if (en.startsWith("A county's draft is published")) return 'approval'
  if (en.startsWith('An application answers:') || en.startsWith('A review needs,')) return 'review'
  if (en.includes('the case may be closed as unreachable')) return 'visits'
  if (en.endsWith('no county loosens, extends or pauses it.')) return 'statutory'
  if (en.endsWith("set by the city's template or the county.") || en.endsWith("beside the notice's own, which stays as it is.")) return 'clock'
  return 'limit'
}
// The first clause that a sentence cites: "(六)".
export const clauseIn = (zh: string) => {
  const found = /[（(]([一二三四五六七八九十]{1,3})[）)]/.exec(zh)?.[1]
  return found ? `（${found}）` : ''
}
const LOCKED: readonly Group[] = ['statutory', 'limit', 'review']

export function grouped(sentences: readonly Words[]): { group: Group; sentences: Sentence[] }[] {
  const all = new Map<Group, Sentence[]>(GROUPS.map((group) => [group, []]))
  for (const sentence of sentences) {
    const group = groupOf(sentence)
    const clause = group === 'reason' ? '' : clauseIn(sentence.zh)
    all.get(group)!.push({ ...sentence, clause, locked: LOCKED.includes(group) && clause !== '' })
  }
  return GROUPS.map((group) => ({ group, sentences: all.get(group)! })).filter((one) => one.sentences.length > 0)
}
