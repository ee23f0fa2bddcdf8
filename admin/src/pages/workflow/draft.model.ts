// Where a problem stands in the forms, what a number opens, and who may do what with a draft.
import type { Role } from '@/services/session'
import type { Draft, Problem } from '@/services/workflows'

export const TABS = ['steps', 'clocks', 'limits', 'reasons', 'notices', 'chart', 'text', 'check', 'merge', 'impact', 'simulate', 'publish'] as const
export type Tab = (typeof TABS)[number]
export const tabOf = (wanted: unknown): Tab => TABS.find((one) => one === wanted) ?? 'steps'

export const PAGE_TABS = ['now', 'chart', 'drafts', 'running', 'history'] as const
export type PageTab = (typeof PAGE_TABS)[number]
export const pageTabOf = (wanted: unknown): PageTab => PAGE_TABS.find((one) => one === wanted) ?? 'now'

const KEEPERS: Role[] = ['county_administrator', 'city_office']
const APPROVERS: Role[] = ['county_administrator', 'county_office', 'county_convener', 'leader', 'city_office', 'city_convener']
const some = (roles: readonly Role[], wanted: readonly Role[]) => roles.some((role) => wanted.includes(role))
export const mayKeep = (roles: readonly Role[]) => some(roles, KEEPERS)
export const mayApprove = (roles: readonly Role[], approval: string) =>
  some(roles, approval === 'city' ? ['city_office', 'city_convener'] : APPROVERS)

export type PublishState = 'unsaved' | 'closed' | 'approval' | 'ready'
export function publishState(draft: Pick<Draft, 'state' | 'approved_by'>, approval: string, unsaved: boolean): PublishState {
  if (draft.state !== 'open') return 'closed'
  if (unsaved) return 'unsaved'
  return approval !== 'none' && draft.approved_by === '' ? 'approval' : 'ready'
}

// Where to mend a problem: the tab, which of its items (from 0) or names, else the line of the text.
export interface Place {
  tab: Tab
  item?: string
  line?: number
}
const SECTIONS: Record<string, Tab> = { deadlines: 'clocks', steps: 'steps', limits: 'limits', reasons: 'reasons', notices: 'notices' }
const PLAIN: Record<string, Tab> = { visit_attempt_limit: 'limits', visit_overlap_days: 'limits', approval: 'limits' }

export function placeOf(problem: Pick<Problem, 'field' | 'line' | 'code'>): Place {
  const line = problem.line ?? undefined
  const text: Place = { tab: 'text', ...(line ? { line } : {}) }
  const { field } = problem
  if (field in PLAIN) return { tab: PLAIN[field]! }
  const numbered = /^(deadlines|steps|limits)\[(\d+)\]/.exec(field)
  // What no form shows is mended in the text.
  if (problem.code === 'definition.unknown_field') return text
  if (numbered) return { tab: SECTIONS[numbered[1]!]!, item: String(Number(numbered[2]) - 1) }
  const reason = /^reasons\.([^.[\]]+)(?:\[(\d+)\])?/.exec(field)
  if (reason) return { tab: 'reasons', item: reason[2] ? `${reason[1]}/${Number(reason[2]) - 1}` : reason[1]! }
  const notice = /^notices\.(.+?)(?:\.(?:subject|body)(?:\.(?:zh|en))?)?$/.exec(field)
  if (notice) return { tab: 'notices', item: notice[1]! }
  return text
}

// The lists behind numbers; a county's own reader is shown its county anyway.
const county = (area: string, wide: boolean) => (wide && !area.endsWith('00') ? { county: area } : {})
export const casesLink = (state: string, area: string, wide: boolean, subject: 'case' | 'referral' | 'slip' = 'case') => ({
  path: `/${subject}s`, query: { ...(state ? { state } : {}), open: 'true', ...county(area, wide) },
})
export const clocksLink = (rule: string, area: string, wide: boolean) => ({
  path: '/deadlines', query: { rule, ...county(area, wide) },
})
