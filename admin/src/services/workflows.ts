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
export type Base = Schemas['WorkflowBase']
export type Sentence = Schemas['WorkflowSentence']
export type Merge = Schemas['WorkflowMerge']
export type DraftMerge = Schemas['WorkflowDraftMerge']
export type MergedPart = Schemas['WorkflowMergedPart']
export type ConditionCounts = Schemas['WorkflowConditionCounts']
export type ConditionTrial = Schemas['WorkflowConditionTrial']
export type Job = Schemas['WorkflowJob']

const of = (area: string) => ({ params: { path: { area } } })
const one = (area: string, id: string) => ({ params: { path: { area, id } } })
const page = (area: string, cursor?: string) => ({
  params: { path: { area }, query: { limit: 20, ...(cursor ? { cursor } : {}) } as never },
})

export const showWorkflow = (area: string) => take(api.GET('/api/v1/workflows/{area}', of(area)))
export const showBase = (area: string) => take(api.GET('/api/v1/workflows/{area}/base', of(area)))
// What the city changed since the area itself published last.
export const showMerge = (area: string) => take(api.GET('/api/v1/workflows/{area}/merge', of(area)))
export const tryCondition = (area: string, body: Schemas['WorkflowConditionInput']) =>
  take(api.POST('/api/v1/workflows/{area}/conditions', { ...of(area), body }))
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
export const mergeDraft = (area: string, id: string) =>
  take(api.GET('/api/v1/workflows/{area}/drafts/{id}/merge', one(area, id)))
// Long answers: as jobs, which tell how far they are and can be stopped.
const asJob = (area: string, id: string) => ({ params: { path: { area, id }, query: { job: '1' } } }) as never
export const beginImpact = ({ area, id }: Draft) =>
  take(api.POST('/api/v1/workflows/{area}/drafts/{id}/impact', asJob(area, id))) as Promise<Job>
export const beginSimulation = ({ area, id }: Draft, body: Schemas['WorkflowForesightInput']) =>
  take(api.POST('/api/v1/workflows/{area}/drafts/{id}/simulate', { ...(asJob(area, id) as object), body } as never)) as Promise<Job>
export const showJob = (area: string, id: string) => take(api.GET('/api/v1/workflows/{area}/jobs/{id}', one(area, id)))
export const stopJob = (area: string, id: string) => take(api.DELETE('/api/v1/workflows/{area}/jobs/{id}', one(area, id)))
export const discardDraft = ({ area, id, revision }: Draft) =>
  take(api.POST('/api/v1/workflows/{area}/drafts/{id}/discard', { ...one(area, id), body: { revision } }))
export const approveDraft = ({ area, id, revision }: Draft) =>
  take(api.POST('/api/v1/workflows/{area}/drafts/{id}/approve', { ...one(area, id), body: { revision } }))
export const publishDraft = ({ area, id, revision }: Draft, effectiveOn: string) =>
  take(api.POST('/api/v1/workflows/{area}/drafts/{id}/publish', {
    ...one(area, id),
    body: { revision, ...(effectiveOn ? { effective_on: effectiveOn } : {}) },
  }))
