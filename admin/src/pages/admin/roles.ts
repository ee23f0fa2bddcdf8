import type { Role } from '@/services/session'

export const ROLES: readonly Role[] = [
  'province_office', 'city_office', 'city_convener', 'county_office', 'county_convener', 'county_administrator',
  'task_force', 'preliminary_reviewer', 'bank_reviewer', 'deputy_leader', 'leader', 'visitor', 'department',
  'bank_contact', 'bank_head', 'guarantor', 'window_clerk', 'auditor', 'system_administrator', 'security_administrator',
]
