import { api, take, takeRaw, type Schemas } from '@/api/client'

export type RosterReport = Schemas['RosterReport']
export type Roster = Schemas['Roster']
export type RosterDetail = Schemas['RosterDetail']
export type RosterColumn = Schemas['RosterColumn']

const isSheet = (name: string) => name.toLowerCase().endsWith('.xlsx')
const at = (id: string) => ({ params: { path: { id } } })

// Answers once the file is taken; the import itself is followed by its id.
export async function startImport(file: File, county: string, dryRun: boolean, columns: Record<string, string> = {}): Promise<Roster> {
  const query = new URLSearchParams({
    county, ...(dryRun ? { dry_run: '1' } : {}), ...(Object.keys(columns).length ? { columns: JSON.stringify(columns) } : {}),
  })
  const type = isSheet(file.name) ? 'application/octet-stream' : 'text/csv'
  const answer = await takeRaw(`/api/v1/rosters?${query}`, {
    method: 'POST',
    body: file,
    headers: { 'Content-Type': type },
  })
  return (await answer.json()) as Roster
}
export const showRoster = (id: string) => take(api.GET('/api/v1/rosters/{id}', at(id)))
export const cancelRoster = (id: string) => take(api.DELETE('/api/v1/rosters/{id}', at(id)))
export const listRosters = (cursor?: string) =>
  take(api.GET('/api/v1/rosters', { params: { query: { limit: 20, cursor } as never } }))
export const freezeRoster = (id: string, county?: string) =>
  take(api.POST('/api/v1/rosters/{id}/freeze', { ...at(id), body: county ? { county } : {} }))

export const reportAddress = (id: string) => `/api/v1/rosters/${encodeURIComponent(id)}/report`

export const listRounds = (county?: string) =>
  take(api.GET('/api/v1/rounds', { params: { query: { limit: 100, county } as never } }))
export const openRound = (body: Schemas['RoundInput']) => take(api.POST('/api/v1/rounds', { body }))
