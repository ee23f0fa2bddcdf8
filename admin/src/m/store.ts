// What the phone keeps: the list it was given, and visits that the server has not confirmed. A
// draft goes only when the server has answered that it has it.
import Dexie, { type Table } from 'dexie'
import type { Task } from '@/services/tasks'

export type DraftState = 'draft' | 'queued' | 'refused'

export interface Draft {
  id: string // the case: one draft for each
  event: string
  values: Record<string, unknown> // as typed
  data: Record<string, unknown> // as sent
  version: number // of the case when the form was opened; 0: it could not be asked
  key: string // the same for each attempt, so that it is done once
  enterprise: string
  state: DraftState
  saved: number
  problem?: { zh: string; en: string; status: number }
}

export interface KeptTask extends Task {
  order: number
}

export interface KeptCase {
  id: string
  version: number
  enterprise_name: string
  address: string
  contact_name: string
  contact_phone: string
  township: string
}

class PhoneStore extends Dexie {
  drafts!: Table<Draft, string>
  tasks!: Table<KeptTask, string>
  cases!: Table<KeptCase, string>
  facts!: Table<{ name: string; value: string }, string>

  constructor(owner: string) {
    super(`qianqiao.${owner}`)
    this.version(1).stores({ drafts: 'id, state', tasks: 'id, order', cases: 'id', facts: 'name' })
  }
}

let open: { owner: string; store: PhoneStore } | undefined

// Each person's own: a shared phone shows nobody another's visits.
export function phoneStore(owner: string): PhoneStore {
  if (open?.owner !== owner) {
    open?.store.close()
    open = { owner, store: new PhoneStore(owner) }
  }
  return open.store
}
