// Time, figures, letters and the state of the house.
import { api, take, type Schemas } from '@/api/client'

export type Figures = Schemas['Figures']
export type FigureCounts = Schemas['FigureCounts']
export type StageTally = Schemas['StageTally']
export type RunningDeadline = Schemas['RunningDeadline']
export type Calendar = Schemas['Calendar']
export type Incident = Schemas['Incident']

export const showClock = () => take(api.GET('/api/v1/clock', {}))
export const showCalendar = (year: number) =>
  take(api.GET('/api/v1/calendars/{year}', { params: { path: { year: String(year) } as never } }))
export const loadCalendar = (notice: Record<string, unknown>, dryRun: boolean) =>
  take(
    api.POST('/api/v1/calendars', {
      params: { query: (dryRun ? { dry_run: '1' } : {}) as never },
      body: notice as never,
    }),
  )
export const removeCalendar = (year: number) =>
  take(api.DELETE('/api/v1/calendars/{year}', { params: { path: { year: String(year) } as never } }))

export const listProposedNotices = () =>
  take(api.GET('/api/v1/calendars/proposals', { params: { query: { limit: 50 } as never } }))
export const listNoticeMoves = (id: string, cursor?: string) =>
  take(
    api.GET('/api/v1/calendars/proposals/{id}/moves', {
      params: { path: { id } as never, query: { limit: 100, cursor } as never },
    }),
  )
export const confirmNotice = (id: string) =>
  take(api.POST('/api/v1/calendars/proposals/{id}/confirm', { params: { path: { id } } }))
export const withdrawNotice = (id: string) =>
  take(api.POST('/api/v1/calendars/proposals/{id}/withdraw', { params: { path: { id } } }))

export const showFigures = (query: { county?: string; bank?: string; from?: string; to?: string }) =>
  take(api.GET('/api/v1/figures', { params: { query: query as never } }))
export const showStages = (query: { county?: string; township?: string }) =>
  take(api.GET('/api/v1/stages', { params: { query: query as never } }))
export const listFigureCases = (name: string, query: Record<string, string | number | undefined>) =>
  take(
    api.GET('/api/v1/figures/{name}/cases', {
      params: { path: { name } as never, query: query as never },
    }),
  )
export const listRunningDeadlines = (query: Record<string, string | number | boolean | undefined>) =>
  take(api.GET('/api/v1/deadlines', { params: { query: query as never } }))

export const listLetters = (query: { limit?: number; cursor?: string; unread?: boolean }) =>
  take(api.GET('/api/v1/notifications', { params: { query: query as never } }))
export const markRead = (id: string) =>
  take(api.POST('/api/v1/notifications/{id}/read', { params: { path: { id } } }))

export const listDeliveries = (cursor?: string) =>
  take(api.GET('/api/v1/deliveries', { params: { query: { limit: 50, cursor } as never } }))
export const retryDelivery = (id: string) =>
  take(api.POST('/api/v1/deliveries/{id}/retry', { params: { path: { id } } }))
export const listIncidents = ({ cursor, all }: { cursor?: string; all: boolean }) =>
  take(api.GET('/api/v1/incidents', { params: { query: { limit: 50, cursor, ...(all ? { all: '1' } : {}) } as never } }))
export const closeIncident = (id: string, reason: string) =>
  take(api.POST('/api/v1/incidents/{id}/close', { params: { path: { id } }, body: { reason } }))
export const showReadiness = (county?: string) =>
  take(api.GET('/api/v1/readiness', { params: { query: { county } as never } }))
export const showDoctor = () => take(api.GET('/api/v1/doctor', {}))
export const listAudit = (query: { cursor?: string; person?: string; action?: string }) =>
  take(api.GET('/api/v1/audit', { params: { query: { limit: 50, ...query } as never } }))
export const verifyAll = () => take(api.POST('/api/v1/verify', {}))
