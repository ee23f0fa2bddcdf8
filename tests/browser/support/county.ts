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
