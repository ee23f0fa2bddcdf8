import type { Draft } from './store'

export type Outcome = 'sent' | 'later' | 'refused'

// What an answer means for a draft: gone once confirmed; kept for later where nobody could answer;
// shown to the person where the server has something against it.
export function outcomeOf(status: number): Outcome {
  if (status >= 200 && status < 300) return 'sent'
  return status === 0 || status === 401 || status === 429 || status >= 500 ? 'later' : 'refused'
}

export const isConflict = (draft: Draft) => draft.problem?.status === 412 || draft.problem?.status === 409

export const waiting = (drafts: readonly Draft[]) => drafts.filter((draft) => draft.state === 'queued')
