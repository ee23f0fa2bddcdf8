import { api, take, type Schemas } from '@/api/client'

export type Task = Schemas['Task']

export const listTasks = (query: { limit?: number; cursor?: string; county?: string; role?: string }) =>
  take(api.GET('/api/v1/tasks', { params: { query: query as never } }))

const at = (id: string) => ({ params: { path: { id } } })

export const claimTask = (id: string) => take(api.POST('/api/v1/tasks/{id}/claim', at(id)))
export const releaseTask = (id: string) => take(api.POST('/api/v1/tasks/{id}/release', at(id)))
export const handTaskOver = (id: string, to: string) =>
  take(api.POST('/api/v1/tasks/{id}/hand-over', { ...at(id), body: { to } }))
