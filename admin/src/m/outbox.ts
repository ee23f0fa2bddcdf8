// Sends what waits, one after the other, and keeps what is not confirmed.
import { hasToken } from '@/api/client'
import { asProblem, unreachable } from '@/api/problem'
import { resumeSession } from '@/services/session'
import { postEvent } from '@/services/subjects'
import { useUi } from '@/shell/ui.store'
import type { Draft } from './store'
import { phoneStore } from './store'
import { outcomeOf } from './outbox.model'

// A weak network may never answer: after this a form is said to be kept, while it is still sent; and
// after this it is given up for now, to be sent again under the same key.
const PATIENCE_MS = 8_000
const LIMIT_MS = 30_000
let running: Promise<number> | undefined

const after = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))
const limited = <T>(asked: Promise<T>): Promise<T> =>
  Promise.race([asked, after(LIMIT_MS).then((): never => { throw unreachable() })])

// A page that was opened without a network has no session yet. One that has ended is asked for once.
async function mayPost(): Promise<boolean> {
  if (hasToken()) return true
  try {
    await limited(resumeSession())
    return true
  } catch (thrown) {
    if (asProblem(thrown).status === 401) useUi().expired = true
    return false
  }
}

async function sendAll(owner: string): Promise<number> {
  const { drafts } = phoneStore(owner)
  let sent = 0
  if ((await drafts.where('state').equals('queued').count()) === 0 || !(await mayPost())) return sent
  for (const draft of await drafts.where('state').equals('queued').toArray()) {
    try {
      await limited(postEvent('cases', draft.id, { event: draft.event, data: draft.data }, draft.version || '*', draft.key))
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
  await Promise.race([flush(owner), after(PATIENCE_MS)])
  const left = await drafts.get(draft.id)
  if (!left) return 'sent'
  return left.state === 'refused' ? 'refused' : 'kept'
}
