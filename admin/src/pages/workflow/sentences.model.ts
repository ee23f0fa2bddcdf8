// The sentences of a workflow, by what they are about.
import type { Sentence } from '@/services/workflows'

export const GROUPS = ['statutory', 'clock', 'limit', 'review', 'visits', 'step', 'reason', 'approval'] as const
export type Group = (typeof GROUPS)[number]

const GROUP_OF: Record<Exclude<Sentence['about'], 'deadline'>, Group> = {
  limit: 'limit', standards: 'review', information: 'review', visits: 'visits', step: 'step', reasons: 'reason', approval: 'approval',
}
const groupOf = ({ about, locked }: Sentence): Group => (about === 'deadline' ? (locked ? 'statutory' : 'clock') : GROUP_OF[about])

export const grouped = (sentences: readonly Sentence[]): { group: Group; sentences: Sentence[] }[] =>
  GROUPS.map((group) => ({ group, sentences: sentences.filter((one) => groupOf(one) === group) })).filter((one) => one.sentences.length > 0)
