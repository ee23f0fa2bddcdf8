// A small county with somebody in each role, each with an account of their own.
import type { Server } from './server'

export const COUNTY = '411502'
export const TOWN = '411502001'
export const PASSWORD = 'spring-tea-and-credit-1'

const PEOPLE: Record<string, [string, string]> = {
  office: ['county_office', COUNTY], force: ['task_force', COUNTY], visitor: ['visitor', TOWN],
  preliminary: ['preliminary_reviewer', COUNTY], seconded: ['bank_reviewer', COUNTY], leader: ['leader', COUNTY],
  convener: ['county_convener', COUNTY], clerk: ['window_clerk', COUNTY], department: ['department', 'tax'],
  'contact-a': ['bank_contact', 'bank-a'], 'contact-b': ['bank_contact', 'bank-b'], city: ['city_office', '411500'],
  convener1: ['city_convener', '411500'], auditor: ['auditor', '411500'],
  admin: ['county_administrator', COUNTY], 'head-a': ['bank_head', 'bank-a'], security: ['security_administrator', '411500'],
}

const place = (id: string, parent: string, kind: string, name: string) => ({ id, parent, kind, name, area: COUNTY })

export async function found(server: Server) {
  await server.ask('POST', 'organisations', {
    organisations: [
      place('410000', '', 'province', '河南省'), place('411500', '410000', 'city', '信阳市'),
      place(COUNTY, '411500', 'county', '浉河区'), place(TOWN, COUNTY, 'township', '老城街道'),
      place('tax', COUNTY, 'department', '浉河区税务局'), place('bank-a', '411500', 'bank', '甲银行'),
      place('bank-b', '411500', 'bank', '乙银行'),
    ],
    people: Object.entries(PEOPLE).map(([user_name, [role, organisation]]) => ({
      user_name, name: user_name, organisation, password: PASSWORD, appointments: [{ role }],
    })),
  })
}

export const account = (username: string) => ({ username, password: PASSWORD })

let numbers = 0
// Posts an event as this person, without a browser.
export const post = (server: Server, who: string, path: string, event: string, data: object, more: object = {}) =>
  server.ask<{ id: string; state: string }>('POST', path, { event, data, ...more }, {
    'X-Qianqiao-Actor': who, 'Idempotency-Key': `test-${++numbers}`, 'If-Match': '*',
  })

export const walkIn = (server: Server, name: string, more: object = {}) =>
  post(server, 'clerk', 'cases', 'WalkedIn',
    { receipt_number: `R-${++numbers}`, channel: 'window', basic_conditions_met: true, consent: true, ...more },
    { county: COUNTY, enterprise: { name, kind: 'family_farm', township: TOWN } })

const met = { met: true, evidence: '现场核实' }
export const STANDARDS = { compliant_operation: met, fixed_premises: met, genuine_need: met, good_credit: met, lawful_use: met }
export const INFORMATION = ['credit_report', 'public_credit_report', 'registered_capital', 'operation', 'debt_evasion', 'project_approval', 'industry_environment_policy', 'collateral', 'litigation']
const OPINION = {
  opinion: '同意', no_new_implicit_debt: true, conflict_of_interest: false,
  findings: { policy: true, authenticity: true, completeness: true },
}

// A case that was applied for, and one that also passed three levels and waits for the signature.
export async function appliedFor(server: Server, name: string, banks = ['bank-a'], more: object = {}): Promise<string> {
  const { id } = await walkIn(server, name)
  await post(server, 'force', `cases/${id}/events`, 'ApplicationSubmitted', {
    standards: STANDARDS, banks, amount_fen: 50_000_000, purpose: '收购春茶', term_months: 12, consent: true, ...more,
  })
  return id
}
export async function reviewed(server: Server, name: string, banks = ['bank-a']): Promise<string> {
  const id = await appliedFor(server, name, banks)
  for (const kind of INFORMATION)
    await post(server, 'force', `cases/${id}/events`, 'InformationRecorded', { kind, conclusion: 'favourable', source: '部门提供', authorised: true })
  for (const who of ['preliminary', 'seconded', 'leader']) await post(server, who, `cases/${id}/events`, 'ReviewApproved', OPINION)
  return id
}
// Signed and pushed, with the referral of its first bank.
export async function pushed(server: Server, name: string, banks = ['bank-a']): Promise<{ id: string; referral: string }> {
  const id = await reviewed(server, name, banks)
  await post(server, 'convener', `cases/${id}/events`, 'ReviewApproved', OPINION)
  await post(server, 'force', `cases/${id}/events`, 'BatchPushed', { batch: '2025-1' })
  const { items } = await server.ask<{ items: { id: string; bank: string }[] }>('GET', `referrals?case=${id}`)
  return { id, referral: items.find((one) => one.bank === banks[0])!.id }
}
export const stateOf = async (server: Server, kind: 'cases' | 'referrals' | 'slips', id: string) =>
  (await server.ask<{ state: string }>('GET', `${kind}/${id}`)).state
