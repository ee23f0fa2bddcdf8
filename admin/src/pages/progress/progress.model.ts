// The stages that a case came into, in that order, and those of the usual way that are still ahead.
import type { Progress } from '@/services/progress'
import { STAGES } from '../cases/case.model'

export interface Milestone {
  stage: string
  since: string // empty: still ahead
  mark: 'done' | 'now' | 'ahead'
}

// What lies ahead is said only of the usual way: after a decline, nobody knows it yet.
function stagesAfter(stage: string): readonly string[] {
  if (stage === 'Received') return STAGES.slice(STAGES.indexOf('Application'))
  const at = (STAGES as readonly string[]).indexOf(stage)
  return at < 0 ? [] : STAGES.slice(at + 1)
}

export function milestonesOf({ stages }: Pick<Progress, 'stages'>): Milestone[] {
  const past = stages.map(({ stage, since }, i): Milestone => ({ stage, since, mark: i === stages.length - 1 ? 'now' : 'done' }))
  const ahead = stagesAfter(stages.at(-1)?.stage ?? '')
  return [...past, ...ahead.map((stage): Milestone => ({ stage, since: '', mark: 'ahead' }))]
}

// The code as it stands behind the address's #; an address may be pasted whole.
export const codeIn = (text: string) => text.slice(text.indexOf('#') + 1).replace(/\s/g, '').toUpperCase()
