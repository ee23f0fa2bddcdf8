// A county's plugins: installed, checked, tried, enabled; their calls and what they logged.
import { api, take, takeRaw, type Schemas } from '@/api/client'

export type Plugin = Schemas['Plugin']
export type PluginCheck = Schemas['PluginCheck']
export type PluginTrial = Schemas['PluginTrial']
export type PluginFile = Schemas['PluginFile']
export type PluginJob = Schemas['PluginJob']
export type Rehearsal = Schemas['PluginRehearsal']

export interface Which {
  name: string
  county: string
  version?: string
}

const at = ({ name, county, version }: Which, more: Record<string, unknown> = {}) => ({
  path: { name } as never,
  query: { county, ...(version ? { version } : {}), ...more } as never,
})

export const listPlugins = (county?: string) =>
  take(api.GET('/api/v1/plugins', { params: { query: (county ? { county } : {}) as never } }))
export async function installPlugin(file: File, county: string): Promise<Plugin> {
  const answer = await takeRaw(`/api/v1/plugins?${new URLSearchParams({ county })}`, {
    method: 'POST', body: file, headers: { 'Content-Type': 'application/zip' },
  })
  return (await answer.json()) as Plugin
}
export const checkPlugin = (which: Which) => take(api.POST('/api/v1/plugins/{name}/check', { params: at(which) }))
export const tryPlugin = (which: Which, body: Schemas['PluginTrialInput']) =>
  take(api.POST('/api/v1/plugins/{name}/test', { params: at(which), body }))
export const listPluginFiles = (which: Which) => take(api.GET('/api/v1/plugins/{name}/files', { params: at(which) }))
export const editPlugin = (which: Which, body: Schemas['PluginEdit']) =>
  take(api.POST('/api/v1/plugins/{name}/edit', { params: at(which), body }))
export const enablePlugin = (which: Which) => take(api.POST('/api/v1/plugins/{name}/enable', { params: at(which) }))
export const disablePlugin = (which: Which) => take(api.POST('/api/v1/plugins/{name}/disable', { params: at(which) }))
export const approveHosts = (which: Which, hosts: string[]) =>
  take(api.POST('/api/v1/plugins/{name}/approve-hosts', { params: at(which), body: { hosts } }))

export const listPluginLog = (which: Which, cursor?: string) =>
  take(api.GET('/api/v1/plugins/{name}/logs', { params: at(which, { limit: 50, cursor }) }))
export const listPluginJobs = (which: Which, cursor?: string) =>
  take(api.GET('/api/v1/plugins/{name}/jobs', { params: at(which, { limit: 50, cursor }) }))
const job = ({ name, county }: Which, id: string) => ({ path: { name, id } as never, query: { county } as never })
export const replayJob = (which: Which, id: string) =>
  take(api.POST('/api/v1/plugins/{name}/jobs/{id}/replay', { params: job(which, id) }))
export const skipJob = (which: Which, id: string, reason: string) =>
  take(api.POST('/api/v1/plugins/{name}/jobs/{id}/skip', { params: job(which, id), body: { reason } }))
