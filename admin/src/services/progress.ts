// How far a case is, for the enterprise itself.
import { api, take, type Schemas } from '@/api/client'

export type Progress = Schemas['Progress']
export type ProgressDeadline = Schemas['ProgressDeadline']
export type ProgressLink = Schemas['ProgressLink']
export type ProgressLinkMade = Schemas['ProgressLinkMade']

const at = (id: string) => ({ params: { path: { id } } })

export const showProgressLink = (id: string) => take(api.GET('/api/v1/cases/{id}/progress-link', at(id)))
export const makeProgressLink = (id: string) => take(api.POST('/api/v1/cases/{id}/progress-link', at(id)))
export const revokeProgressLink = (id: string) => take(api.DELETE('/api/v1/cases/{id}/progress-link', at(id)))

// The code alone is the key: whoever else is signed in at this browser has nothing to do with it.
export const showProgress = (code: string) =>
  take(api.POST('/api/v1/progress', { body: { code }, credentials: 'omit' }))

export const progressAddress = (code: string) => `${window.location.origin}/progress#${code}`
