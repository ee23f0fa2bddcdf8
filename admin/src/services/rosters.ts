import { api, take, takeRaw, type Schemas } from '@/api/client'

export type RosterReport = Schemas['RosterReport']

const isSheet = (name: string) => name.toLowerCase().endsWith('.xlsx')

export async function importRoster(file: File, county: string, dryRun: boolean): Promise<RosterReport> {
  const query = new URLSearchParams({ county, ...(dryRun ? { dry_run: '1' } : {}) })
  const type = isSheet(file.name) ? 'application/octet-stream' : 'text/csv'
  const answer = await takeRaw(`/api/v1/rosters?${query}`, {
    method: 'POST',
    body: file,
    headers: { 'Content-Type': type },
  })
  return (await answer.json()) as RosterReport
}

export const reportAddress = (id: string) => `/api/v1/rosters/${encodeURIComponent(id)}/report`

export const listRounds = (county?: string) =>
  take(api.GET('/api/v1/rounds', { params: { query: { limit: 100, county } as never } }))
export const openRound = (body: Schemas['RoundInput']) => take(api.POST('/api/v1/rounds', { body }))
