// The lists of a county, their frozen versions, and the batches that are pushed to banks.
import { api, take, type Schemas } from '@/api/client'

export type ListEntry = Schemas['ListEntry']
export type ListVersion = Schemas['ListVersion']
export type DocketEntry = Schemas['DocketEntry']
export type CaseOutcome = Schemas['CaseOutcome']
export type Batch = Schemas['Batch']

type Asked = Record<string, string | number | undefined>

const dry = (dryRun: boolean) => (dryRun ? { dry_run: '1' } : {})
const version = (list: string, id: string) => ({ path: { list, id } as never })

export const listEntries = (list: string, query: Asked) =>
  take(api.GET('/api/v1/lists/{list}', { params: { path: { list } as never, query: query as never } }))
export const freezeList = (list: string, county: string) =>
  take(api.POST('/api/v1/lists/{list}/freeze', { params: { path: { list } as never }, body: { county } }))
export const listVersions = (list: string, query: Asked) =>
  take(api.GET('/api/v1/lists/{list}/versions', { params: { path: { list } as never, query: query as never } }))
export const showVersion = (list: string, id: string) =>
  take(api.GET('/api/v1/lists/{list}/versions/{id}', { params: version(list, id) }))
export const listVersionCases = (list: string, id: string, query: Asked) =>
  take(api.GET('/api/v1/lists/{list}/versions/{id}/cases', { params: { ...version(list, id), query: query as never } }))
export const signVersion = (list: string, id: string, body: Schemas['Signing'], dryRun: boolean) =>
  take(api.POST('/api/v1/lists/{list}/versions/{id}/sign', { params: { ...version(list, id), query: dry(dryRun) as never }, body }))

export const listBatches = (query: Asked) => take(api.GET('/api/v1/batches', { params: { query: query as never } }))
export const makeBatch = (body: Schemas['BatchInput'], dryRun: boolean) =>
  take(api.POST('/api/v1/batches', { params: { query: dry(dryRun) as never }, body }))
export const showBatch = (id: string) => take(api.GET('/api/v1/batches/{id}', { params: { path: { id } } }))
export const pushBatch = (id: string, body: Schemas['BatchPush']) =>
  take(api.POST('/api/v1/batches/{id}/push', { params: { path: { id } }, body }))
