// Sends what waits, one after the other, and keeps what is not confirmed.
import { asProblem } from '@/api/problem'
import { postEvent } from '@/services/subjects'
import type { Draft } from './store'
import { phoneStore } from './store'
import { outcomeOf } from './outbox.model'

let running: Promise<number> | undefined

async function sendAll(owner: string): Promise<number> {
  const { drafts } = phoneStore(owner)
  let sent = 0
  for (const draft of await drafts.where('state').equals('queued').toArray()) {
    try {
      await postEvent('cases', draft.id, { event: draft.event, data: draft.data }, draft.version, draft.key)
      await drafts.delete(draft.id)
      sent++
    } catch (thrown) {
      const problem = asProblem(thrown)
      if (outcomeOf(problem.status) === 'later') break
      await drafts.update(draft.id, { state: 'refused', problem: { ...problem.advice, status: problem.status } })
    }
  }
  return sent
}

export function flush(owner: string): Promise<number> {
  running ??= sendAll(owner).finally(() => (running = undefined))
  return running
}

export async function queue(owner: string, draft: Draft): Promise<'sent' | 'kept' | 'refused'> {
  const { drafts } = phoneStore(owner)
  await drafts.put({ ...draft, state: 'queued', saved: Date.now(), problem: undefined })
  await flush(owner)
  const left = await drafts.get(draft.id)
  if (!left) return 'sent'
  return left.state === 'refused' ? 'refused' : 'kept'
}
