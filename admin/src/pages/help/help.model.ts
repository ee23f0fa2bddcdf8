// Which parts of the help a role needs, in the order of its day.
import type { Role } from '@/services/session'

export const SECTIONS = [
  'inbox', 'case', 'review', 'clock', 'roster', 'visit', 'window', 'bank', 'slip', 'escalation', 'list', 'dashboard',
  'accounts', 'workflow', 'plugin', 'webhook', 'calendar', 'audit', 'doctor', 'absence', 'trouble',
] as const
export type Section = (typeof SECTIONS)[number]

const PARTS: Record<string, readonly Section[]> = {
  province_office: ['inbox', 'escalation', 'dashboard'],
  city_office: ['inbox', 'case', 'escalation', 'dashboard', 'workflow', 'calendar', 'clock', 'doctor'],
  city_convener: ['inbox', 'escalation', 'dashboard'],
  county_office: ['roster', 'inbox', 'case', 'list', 'clock', 'dashboard'],
  county_convener: ['inbox', 'list', 'review', 'escalation', 'clock', 'dashboard'],
  county_administrator: ['accounts', 'roster', 'workflow', 'plugin', 'webhook', 'dashboard'],
  task_force: ['inbox', 'case', 'visit', 'list', 'bank', 'slip', 'clock', 'dashboard'],
  preliminary_reviewer: ['inbox', 'review', 'clock'],
  bank_reviewer: ['inbox', 'review', 'clock'],
  deputy_leader: ['inbox', 'review', 'clock', 'dashboard'],
  leader: ['inbox', 'review', 'clock', 'dashboard'],
  visitor: ['visit', 'inbox', 'slip'],
  department: ['inbox', 'slip', 'clock'],
  bank_contact: ['inbox', 'bank', 'clock', 'slip'],
  bank_head: ['inbox', 'bank', 'clock', 'webhook'],
  guarantor: ['inbox', 'case'],
  window_clerk: ['window', 'case'],
  auditor: ['audit', 'case', 'dashboard'],
  system_administrator: ['accounts', 'webhook', 'doctor'],
  security_administrator: ['accounts', 'webhook'],
}

export const helpOf = (role: Role): Section[] => [...(PARTS[role] ?? ['inbox']), 'absence', 'trouble']
