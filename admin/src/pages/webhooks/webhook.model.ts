import type { Organisation } from '@/services/directory'
import type { WebhookDelivery } from '@/services/webhooks'

export type Fate = 'givenUp' | 'delivered' | 'sent' | 'waiting'
export const fateOf = (row: Pick<WebhookDelivery, 'given_up' | 'delivered' | 'sent'>): Fate =>
  row.given_up ? 'givenUp' : row.delivered ? 'delivered' : row.sent ? 'sent' : 'waiting'
export const TONES: Record<Fate, string> = { givenUp: 'danger', delivered: 'fine', sent: 'accent', waiting: '' }

// One that waits goes by itself.
export const mayReplay = (row: Pick<WebhookDelivery, 'given_up' | 'delivered' | 'sent'>) => ['givenUp', 'delivered'].includes(fateOf(row))

// A time that a person chose, of China, as the server reads it.
export const instantOf = (local: string) => (local.length === 16 ? `${local}:00+08:00` : `${local}+08:00`)

// Whose addresses a person may keep: its own bank's, its county's, or everybody's.
export function keptBy(all: readonly Organisation[], scopes: readonly string[], everybody: boolean, county: string): Organisation[] {
  if (everybody) return [...all]
  return all.filter((one) => scopes.includes(one.id) || (county !== '' && one.area?.startsWith(county)))
}
