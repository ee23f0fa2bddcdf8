import { api, take, type Schemas } from '@/api/client'

export type Enterprise = Schemas['Enterprise']

const at = (id: string) => ({ params: { path: { id } } })

export const showEnterprise = (id: string) => take(api.GET('/api/v1/enterprises/{id}', at(id)))
export const revealEnterprise = (id: string, reason: string) =>
  take(api.POST('/api/v1/enterprises/{id}/reveal', { ...at(id), body: { reason } }))
export const findEnterprises = (q: string, limit: number) =>
  take(api.GET('/api/v1/enterprises', { params: { query: { q, limit } as never } }))
