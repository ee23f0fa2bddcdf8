// Organisations, people, appointments, mandates and API keys.
import { api, take, takeRaw, type Schemas } from '@/api/client'

export type Organisation = Schemas['Organisation']
export type Person = Schemas['Person']
export type Appointment = Schemas['Appointment']

const at = (id: string) => ({ params: { path: { id } } })

export const listOrganisations = () => take(api.GET('/api/v1/organisations', {}))
const isWorkbook = (name: string) => name.toLowerCase().endsWith('.xlsx')
// The rows of a workbook or CSV file, read by the server; nothing is kept.
export async function readSheet(file: File): Promise<Schemas['DirectorySheet']> {
  const answer = await takeRaw('/api/v1/organisations/sheet', {
    method: 'POST', body: file, headers: { 'Content-Type': isWorkbook(file.name) ? 'application/octet-stream' : 'text/csv' },
  })
  return (await answer.json()) as Schemas['DirectorySheet']
}
export const putOrganisations = (body: Schemas['DirectoryInput'], dryRun: boolean) =>
  take(
    api.POST('/api/v1/organisations', {
      params: { query: (dryRun ? { dry_run: '1' } : {}) as never },
      body,
    }),
  )

export const listPeople = () => take(api.GET('/api/v1/people', {}))
export const addPerson = (body: Schemas['PersonInput']) => take(api.POST('/api/v1/people', { body }))
export const setPassword = (id: string, password: string) =>
  take(api.POST('/api/v1/people/{id}/password', { ...at(id), body: { password } }))
export const disablePerson = (id: string) => take(api.POST('/api/v1/people/{id}/disable', at(id)))
export const enablePerson = (id: string) => take(api.POST('/api/v1/people/{id}/enable', at(id)))
export const unlockPerson = (id: string) => take(api.POST('/api/v1/people/{id}/unlock', at(id)))
export const dropSecondFactor = (id: string) =>
  take(api.DELETE('/api/v1/people/{id}/second-factor', at(id)))

export const listAppointments = () => take(api.GET('/api/v1/appointments', {}))
export const putAppointment = (body: Schemas['AppointmentInput']) =>
  take(api.POST('/api/v1/appointments', { body }))

export const listMandates = () => take(api.GET('/api/v1/mandates', {}))
export const giveMandate = (body: Schemas['MandateInput']) =>
  take(api.POST('/api/v1/mandates', { body }))

export const listApiKeys = () => take(api.GET('/api/v1/api-keys', {}))
export const createApiKey = (body: Schemas['ApiKeyInput']) =>
  take(api.POST('/api/v1/api-keys', { body }))
export const revokeApiKey = (id: string) => take(api.DELETE('/api/v1/api-keys/{id}', at(id)))
