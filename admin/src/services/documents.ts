// Documents (材料) of cases and referrals.
import { api, sendFile, take, type Schemas } from '@/api/client'
import type { Kind } from './subjects'

export type KeptDocument = Schemas['Document']
export type DocumentKind = KeptDocument['kind']

const pathOf = (kind: Kind, id: string) => `/api/v1/${kind}/${encodeURIComponent(id)}/documents`

export const documentAddress = (kind: Kind, id: string, document: string) => `${pathOf(kind, id)}/${encodeURIComponent(document)}`

export const listDocuments = async (kind: Kind, id: string): Promise<KeptDocument[]> =>
  (await take(api.GET(`/api/v1/${kind}/{id}/documents` as '/api/v1/cases/{id}/documents', { params: { path: { id } } }))).items

export const addDocument = (kind: Kind, id: string, file: File, of: DocumentKind, actingFor: string, key: string, told: (part: number) => void) =>
  sendFile<Schemas['DocumentPosted']>(`${pathOf(kind, id)}?${new URLSearchParams({ name: file.name, kind: of, ...(actingFor ? { acting_for: actingFor } : {}) })}`, file, key, told)

export const removeDocument = (kind: Kind, id: string, document: string, reason: string, key: string) =>
  take(
    api.POST(`/api/v1/${kind}/{id}/documents/{document}/remove` as '/api/v1/cases/{id}/documents/{document}/remove', {
      params: { path: { id, document }, header: { 'Idempotency-Key': key } as never },
      body: { reason },
    }),
  )
