// Saved views: a list's filters under a name, one's own or shared with a role.
import { api, take, type Schemas } from '@/api/client'

export type SavedView = Schemas['SavedView']
export type ViewPage = SavedView['page']

export const listViews = (page: ViewPage) =>
  take(api.GET('/api/v1/views', { params: { query: { page } as never } }))
export const saveView = (body: Schemas['SavedViewInput']) => take(api.POST('/api/v1/views', { body }))
export const deleteView = (id: string) => take(api.DELETE('/api/v1/views/{id}', { params: { path: { id } } }))
