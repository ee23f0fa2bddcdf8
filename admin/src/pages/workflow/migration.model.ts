// Moving what runs to the version in force: what is asked for, and how its preview reads.
import type { Migration, MigrationEffect, MigrationInput } from '@/services/workflows'

export const MIGRATION_KINDS = ['case', 'referral', 'slip'] as const
export interface Wanted {
  kind: '' | MigrationEffect['kind']
  state: string
}
export const everything = (): Wanted => ({ kind: '', state: '' })

export const askedFor = ({ kind, state }: Wanted): MigrationInput => ({ ...(kind ? { kind } : {}), ...(state ? { state } : {}) })
// Just as many as the preview counted, and why.
export const doneFor = (wanted: Wanted, preview: Pick<Migration, 'total'>, reason: string): MigrationInput => ({
  ...askedFor(wanted), reason: reason.trim(), expected: preview.total,
})
export const CHANGED = 'workflow.migration_changed'

export const statesOf = (preview: Pick<Migration, 'by_state'>) =>
  Object.entries(preview.by_state).map(([state, count]) => ({ state, count })).sort((a, b) => b.count - a.count || a.state.localeCompare(b.state))

// Whom moving does nothing to but the version: told as such.
export const isUnchanged = (effect: Pick<MigrationEffect, 'clocks' | 'steps_opened' | 'steps_closed'>) =>
  !effect.clocks.length && !effect.steps_opened.length && !effect.steps_closed.length
// Those first for whom something changes, as many as are shown.
export const SHOWN = 50
export const shownOf = (preview: Pick<Migration, 'items'>) =>
  [...preview.items].sort((a, b) => Number(isUnchanged(a)) - Number(isUnchanged(b))).slice(0, SHOWN)

const FOLDERS = { case: 'cases', referral: 'referrals', slip: 'slips' }
export const linkTo = ({ kind, subject }: Pick<MigrationEffect, 'kind' | 'subject'>) => `/${FOLDERS[kind]}/${subject}`
