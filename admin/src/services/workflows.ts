// A county's workflow: what is in force, what was published, drafts and what they would mean.
import { api, take, type Schemas } from '@/api/client'

export type Workflow = Schemas['Workflow']
export type Publication = Schemas['WorkflowVersion']
export type PublicationDetail = Schemas['WorkflowVersionDetail']
export type Draft = Schemas['WorkflowDraft']
export type Check = Schemas['WorkflowCheck']
export type Problem = Schemas['WorkflowProblem']
export type Difference = Schemas['WorkflowDifference']
export type Impact = Schemas['WorkflowImpact']
export type ImpactLine = Schemas['WorkflowImpactLine']
export type Foresight = Schemas['WorkflowForesight']
export type Migration = Schemas['WorkflowMigration']
export type MigrationEffect = Schemas['WorkflowMigrationEffect']
export type MigrationInput = Schemas['WorkflowMigrationInput']
export type ForesightEntry = Schemas['WorkflowForesightEntry']

const of = (area: string) => ({ params: { path: { area } } })
const one = (area: string, id: string) => ({ params: { path: { area, id } } })
const page = (area: string, cursor?: string) => ({
  params: { path: { area }, query: { limit: 20, ...(cursor ? { cursor } : {}) } as never },
})

export const showWorkflow = (area: string) => take(api.GET('/api/v1/workflows/{area}', of(area)))
export const listPublications = (area: string, cursor?: string) =>
  take(api.GET('/api/v1/workflows/{area}/versions', page(area, cursor)))
export const showPublication = (area: string, id: string) =>
  take(api.GET('/api/v1/workflows/{area}/versions/{id}', one(area, id)))
export const revertWorkflow = (area: string, reason: string) =>
  take(api.POST('/api/v1/workflows/{area}/revert', { ...of(area), body: { reason } }))
// Cases, referrals and slips that run by an earlier version: what moving them would do, and doing it.
export const previewMigration = (area: string, body: MigrationInput) =>
  take(api.POST('/api/v1/workflows/{area}/migrate', { params: { path: { area }, query: { dry_run: '1' } }, body }))
export const migrateRunning = (area: string, body: MigrationInput) =>
  take(api.POST('/api/v1/workflows/{area}/migrate', { ...of(area), body }))

export const listDrafts = (area: string, cursor?: string) =>
  take(api.GET('/api/v1/workflows/{area}/drafts', page(area, cursor)))
export const beginDraft = (area: string, body: Schemas['WorkflowDraftInput']) =>
  take(api.POST('/api/v1/workflows/{area}/drafts', { ...of(area), body }))
export const showDraft = (area: string, id: string) =>
  take(api.GET('/api/v1/workflows/{area}/drafts/{id}', one(area, id)))
export const changeDraft = ({ area, id }: Draft, body: Schemas['WorkflowDraftChange']) =>
  take(api.PUT('/api/v1/workflows/{area}/drafts/{id}', { ...one(area, id), body }))
export const checkDraft = ({ area, id }: Draft) =>
  take(api.POST('/api/v1/workflows/{area}/drafts/{id}/check', one(area, id)))
// At once: as a job it would be answered 202.
export const draftImpact = ({ area, id }: Draft) =>
  take(api.POST('/api/v1/workflows/{area}/drafts/{id}/impact', one(area, id))) as Promise<Schemas['WorkflowImpact']>
export const simulateDraft = ({ area, id }: Draft, body: Schemas['WorkflowForesightInput']) =>
  take(api.POST('/api/v1/workflows/{area}/drafts/{id}/simulate', { ...one(area, id), body })) as Promise<Schemas['WorkflowForesight']>
export const discardDraft = ({ area, id, revision }: Draft) =>
  take(api.POST('/api/v1/workflows/{area}/drafts/{id}/discard', { ...one(area, id), body: { revision } }))
export const approveDraft = ({ area, id, revision }: Draft) =>
  take(api.POST('/api/v1/workflows/{area}/drafts/{id}/approve', { ...one(area, id), body: { revision } }))
export const publishDraft = ({ area, id, revision }: Draft, effectiveOn: string) =>
  take(api.POST('/api/v1/workflows/{area}/drafts/{id}/publish', {
    ...one(area, id),
    body: { revision, ...(effectiveOn ? { effective_on: effectiveOn } : {}) },
  }))
