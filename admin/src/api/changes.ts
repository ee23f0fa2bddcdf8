// What others do, told as it happens: a stream while this page is looked at, else asked for now and
// then. It says that a subject changed, never what: pages then read it as usual.
import { api, take, type Schemas } from './client'

export type Change = Schemas['Change']
export const STREAM = '/stream'

export const changesAfter = (after: number | undefined) =>
  take(api.GET('/api/v1/changes', { params: { query: (after === undefined ? {} : { after, limit: 200 }) as never } }))
