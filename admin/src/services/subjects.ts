// Cases, referrals and slips share four addresses; this is the one place that knows them.
import { api, take, type Schemas } from '@/api/client'

export type Kind = 'cases' | 'referrals' | 'slips'
export type EventData = Record<string, unknown>
export type Deadline = Schemas['Deadline']
export type HistoryRow = Schemas['HistoryRow']
export type AllowedEvent = Schemas['AllowedEvent']

export interface Posting {
  event: string
  data: EventData
  acting_for?: string
}

export interface SubjectFilters {
  limit?: number
  cursor?: string
  county?: string
  township?: string
  state?: string
  stage?: string
  bank?: string
  department?: string
  case?: string
  enterprise?: string
  open?: boolean
  q?: string
  overdue?: string
  due_before?: string
  opened_from?: string
  opened_before?: string
  sort?: string
}

const PATHS = {
  cases: '/api/v1/cases/{id}',
  referrals: '/api/v1/referrals/{id}',
  slips: '/api/v1/slips/{id}',
} as const

const at = (id: string) => ({ params: { path: { id } } })

export const kindOf = (id: string): Kind =>
  id.charAt(6) === 'R' ? 'referrals' : id.charAt(6) === 'S' ? 'slips' : 'cases'

export const listCases = (query: SubjectFilters) =>
  take(api.GET('/api/v1/cases', { params: { query: query as never } }))
export const listReferrals = (query: SubjectFilters) =>
  take(api.GET('/api/v1/referrals', { params: { query: query as never } }))
export const listSlips = (query: SubjectFilters) =>
  take(api.GET('/api/v1/slips', { params: { query: query as never } }))

export const showCase = (id: string) => take(api.GET(PATHS.cases, at(id)))
export const showReferral = (id: string) => take(api.GET(PATHS.referrals, at(id)))
export const showSlip = (id: string) => take(api.GET(PATHS.slips, at(id)))

export async function listHistory(kind: Kind, id: string): Promise<HistoryRow[]> {
  const rows: HistoryRow[] = []
  let cursor: string | undefined
  do {
    const query = { limit: 200, cursor } as never
    const page = await take(
      api.GET(`${PATHS[kind]}/events` as '/api/v1/cases/{id}/events', {
        params: { path: { id }, query },
      }),
    )
    rows.push(...page.items)
    cursor = page.next_cursor ?? undefined
  } while (cursor)
  return rows
}

export const listAllowed = (kind: Kind, id: string) =>
  take(api.GET(`${PATHS[kind]}/allowed-events` as '/api/v1/cases/{id}/allowed-events', at(id)))

export const listDeadlines = (kind: Kind, id: string) =>
  take(api.GET(`${PATHS[kind]}/deadlines` as '/api/v1/cases/{id}/deadlines', at(id)))

// `key` stays the same for the same submission, so that a repeated one is done once.
export const postEvent = (kind: Kind, id: string, body: Posting, version: number | '*', key: string) =>
  take(
    api.POST(`${PATHS[kind]}/events` as '/api/v1/cases/{id}/events', {
      params: {
        path: { id },
        header: { 'Idempotency-Key': key, 'If-Match': version === '*' ? '*' : `"${version}"` } as never,
      },
      body: body as never,
    }),
  )

const opened = (key: string) => ({ header: { 'Idempotency-Key': key } as never })

export const openCase = (body: Record<string, unknown>, key: string) =>
  take(api.POST('/api/v1/cases', { params: opened(key), body: body as never }))

export const openSlip = (body: Record<string, unknown>, key: string) =>
  take(api.POST('/api/v1/slips', { params: opened(key), body: body as never }))

export const explainSubject = (kind: Kind, id: string) =>
  take(api.GET(`${PATHS[kind]}/explain` as '/api/v1/cases/{id}/explain', at(id)))
