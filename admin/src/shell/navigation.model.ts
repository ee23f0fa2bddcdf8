// Who sees which pages. The server decides what may be done there; this only spares a person doors
// that would not open.
import type { Role } from '@/services/session'

export interface Door {
  name: string
  path: string
  roles: readonly Role[] | 'all'
}

const COUNTY: Role[] = [
  'county_office', 'county_convener', 'county_administrator', 'task_force', 'preliminary_reviewer',
  'bank_reviewer', 'deputy_leader', 'leader', 'visitor', 'window_clerk',
]
const ABOVE: Role[] = ['province_office', 'city_office', 'city_convener']
const BANK: Role[] = ['bank_contact', 'bank_head']
const LIST_READERS: Role[] = [
  ...ABOVE, 'county_office', 'county_convener', 'county_administrator', 'task_force',
  'preliminary_reviewer', 'deputy_leader', 'leader', 'auditor',
]
const ACCOUNTS: Role[] = ['system_administrator', 'security_administrator', 'county_administrator']
const WORKERS: Role[] = [...COUNTY, ...ABOVE, ...BANK, 'department', 'guarantor']

const WORKFLOW_READERS: Role[] = [
  'county_administrator', 'county_office', 'county_convener', 'leader', 'deputy_leader', 'task_force', 'city_office',
  'city_convener', 'auditor',
]

export const WORK: readonly Door[] = [
  { name: 'inbox', path: '/inbox', roles: WORKERS },
  { name: 'plan', path: '/visits', roles: ['visitor', 'task_force'] },
  { name: 'visits', path: '/m', roles: ['visitor', 'task_force'] },
  { name: 'window', path: '/window', roles: ['window_clerk'] },
  { name: 'cases', path: '/cases', roles: [...COUNTY, ...ABOVE, 'auditor', 'guarantor'] },
  {
    name: 'referrals',
    path: '/referrals',
    roles: [...BANK, ...ABOVE, 'task_force', 'leader', 'deputy_leader', 'county_office', 'county_convener'],
  },
  {
    name: 'slips',
    path: '/slips',
    roles: [...ABOVE, ...BANK, 'department', 'task_force', 'county_convener', 'county_office', 'leader', 'deputy_leader', 'visitor', 'window_clerk'],
  },
  { name: 'lists', path: '/lists', roles: LIST_READERS },
  { name: 'deadlines', path: '/deadlines', roles: LIST_READERS },
  { name: 'board', path: '/board', roles: LIST_READERS },
  { name: 'dashboard', path: '/dashboard', roles: LIST_READERS },
  { name: 'rosters', path: '/rosters', roles: ['county_office', 'county_administrator', 'task_force', 'city_office'] },
  { name: 'letters', path: '/letters', roles: 'all' },
  { name: 'mandates', path: '/mandates', roles: 'all' },
]

export const ADMINISTRATION: readonly Door[] = [
  { name: 'organisations', path: '/admin/organisations', roles: ACCOUNTS },
  { name: 'people', path: '/admin/people', roles: ACCOUNTS },
  { name: 'apiKeys', path: '/admin/api-keys', roles: ['security_administrator', 'county_administrator'] },
  { name: 'workflow', path: '/workflow', roles: WORKFLOW_READERS },
  { name: 'plugins', path: '/admin/plugins', roles: ['county_administrator', 'city_office'] },
  {
    name: 'webhooks',
    path: '/admin/webhooks',
    roles: ['system_administrator', 'security_administrator', 'county_administrator', 'bank_head'],
  },
  {
    name: 'deliveries',
    path: '/admin/deliveries',
    roles: ['city_office', 'county_office', 'county_administrator', 'auditor', 'bank_contact', 'bank_head'],
  },
  { name: 'audit', path: '/admin/audit', roles: ['auditor'] },
  { name: 'doctor', path: '/admin/doctor', roles: ['system_administrator', 'city_office'] },
  { name: 'calendars', path: '/admin/calendars', roles: 'all' },
]

export const doorsFor = (doors: readonly Door[], roles: readonly Role[]) =>
  doors.filter((door) => door.roles === 'all' || door.roles.some((role) => roles.includes(role)))

// Where a person's day begins.
export function homeOf(roles: readonly Role[]): string {
  if (roles.includes('window_clerk') && roles.length === 1) return '/window'
  const first = doorsFor([...WORK, ...ADMINISTRATION], roles).find((door) => door.path !== '/m')
  return first?.name === 'letters' ? (doorsFor(ADMINISTRATION, roles)[0]?.path ?? '/letters') : (first?.path ?? '/help')
}
