// Where organisations' own systems are told, and what became of what was sent there.
import { api, take, type Schemas } from '@/api/client'

export type Webhook = Schemas['Webhook']
export type WebhookMade = Schemas['WebhookMade']
export type WebhookDelivery = Schemas['WebhookDelivery']

const at = (id: string) => ({ params: { path: { id } } })

export const listWebhooks = () => take(api.GET('/api/v1/webhooks', {}))
export const showWebhook = (id: string) => take(api.GET('/api/v1/webhooks/{id}', at(id)))
export const createWebhook = (body: Schemas['WebhookInput']) => take(api.POST('/api/v1/webhooks', { body }))
export const changeWebhook = (id: string, body: Schemas['WebhookChange']) =>
  take(api.PUT('/api/v1/webhooks/{id}', { ...at(id), body }))
export const deleteWebhook = (id: string) => take(api.DELETE('/api/v1/webhooks/{id}', at(id)))
export const rotateWebhook = (id: string, hours: number) =>
  take(api.POST('/api/v1/webhooks/{id}/rotate', { ...at(id), body: { overlap_hours: hours } }))
export const testWebhook = (id: string) => take(api.POST('/api/v1/webhooks/{id}/test', at(id)))
export const replayWebhook = (id: string, body: Schemas['WebhookReplay']) =>
  take(api.POST('/api/v1/webhooks/{id}/replay', { ...at(id), body }))
export const listWebhookDeliveries = (id: string, cursor?: string) =>
  take(api.GET('/api/v1/webhooks/{id}/deliveries', { params: { path: { id }, query: { limit: 50, cursor } as never } }))
