// What a county's own workflow may add to or tighten, and the names that it may use there. The
// city's part is asked of the server (base.query.ts): it changes when the city publishes.
import { shallowRef } from 'vue'
import forms from 'virtual:forms'
import type { Base } from '@/services/workflows'

export type BaseClock = Base['clocks'][number]

const base = shallowRef<Base>()
export const putBase = (read: Base) => void (base.value = read)

export const clocks = () => base.value?.clocks ?? []
export const limits = () => base.value?.limits ?? []
export const reasonsBelow = (list: string) => base.value?.reasons[list] ?? []
export const visits = () => base.value?.visits ?? { attempts: 0, overlap: 0 }
const texts = () => base.value?.notices ?? {}

export const clockOf = (hook: string) => clocks().find((one) => one.hook === hook)
// The round brings its own date: nothing of this clock can be set.
export const canBeSet = (clock: BaseClock) => clock.budget.fixed_date === undefined

export const STAGES = [
  'Roster', 'Visit.Unplanned', 'Visit.Planned', 'Visit.Attempted', 'Received', 'Application', 'Review.Preliminary',
  'Review.BankReview', 'Review.LeaderReview', 'Review.ConvenerSignature', 'Recommendation', 'BankDecision', 'Feedback',
  'Guidance', 'Financing.Drawdown', 'Financing.PostLoan',
] as const
export const STEP_KINDS = ['form', 'approval', 'department_report', 'plugin', 'notice', 'wait'] as const
export const STEP_ROLES = [
  'task_force', 'county_office', 'county_convener', 'leader', 'deputy_leader', 'preliminary_reviewer', 'bank_reviewer',
  'visitor', 'window_clerk', 'county_administrator', 'city_office', 'city_convener',
] as const
export const AUDIENCES = [
  'bank_contact', 'bank_head', 'bank_branch', 'task_force', 'preliminary_reviewer', 'bank_reviewer', 'county_deputy',
  'county_leader', 'county_convener', 'county_office', 'city_office', 'city_convener', 'province_office', 'province_list',
  'visitor', 'department',
] as const
export const REASON_LISTS = [
  'exclusion', 'return', 'rejection', 'decline', 'waiver', 'withdrawal', 'removal', 'close', 'unresponsive', 'misroute',
] as const
export const SHIPPED_FORMS = ['site-visit', 'tax-credit'] as const
export const SHIPPED_FORM_FIELDS = forms

const RUNG_FIELDS = ['enterprise', 'bank', 'county', 'due', 'rule', 'clause', 'days', 'case', 'referral']
export const EVENT_FIELDS: readonly string[] = ['enterprise', 'bank', 'county', 'case', 'referral']
// Which {fields} a text may name: that of a clock's rung knows when it is due, that of an event does not.
export const fieldsOfText = (name: string) => (name.includes('.') ? RUNG_FIELDS : EVENT_FIELDS)

// A text that nobody wrote for this very name: what is sent instead.
export function textBelow(name: string): { subject: { zh: string; en: string }; body: { zh: string; en: string } } | undefined {
  if (texts()[name]) return texts()[name]
  const [rule = '', rung] = name.split('.')
  if (rung === undefined) return texts().event
  return texts()[`${rule.split('@')[0]}.${rung}`] ?? texts()[`rung.${rung.split('-')[0]}`]
}

// Texts that can be written: those of the template, and of the rungs of the county's own clocks.
export function textNames(area: string, ofCounty: readonly { hook: string; rungs: readonly { rung: string }[] }[]): string[] {
  const own = ofCounty.flatMap(({ hook, rungs }) => {
    const rule = clockOf(hook)?.statutory ? `${hook}@${area}` : hook
    return rungs.map((one) => `${rule}.${one.rung}`)
  })
  const below = clocks().filter((one) => one.statutory || !ofCounty.some((mine) => mine.hook === one.hook))
    .flatMap((one) => one.ladder.map((rung) => `${one.hook}.${rung.rung}`))
  return [...new Set([...own, ...Object.keys(texts()), ...below])]
}
