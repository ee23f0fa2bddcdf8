// Where what is missing is mended: by pages that the person may open.
import type { Schemas } from '@/api/client'
import type { Role } from '@/services/session'
import { ADMINISTRATION, WORK, doorsFor } from '@/shell/navigation.model'

export type ReadinessItem = Schemas['ReadinessItem']

const DOORS: Record<ReadinessItem['name'], string> = {
  counties: 'organisations', townships: 'organisations', departments: 'organisations', banks: 'organisations',
  role: 'people', reviewers: 'people', bank_contact: 'people', sign_in: 'people', notice_confirmers: 'people',
  notice: 'calendars', workflow: 'workflow', step: 'workflow', channel: 'webhooks', backup: 'doctor',
}

export function mendedAt(item: ReadinessItem, county: string, roles: readonly Role[]): string | undefined {
  const door = doorsFor([...WORK, ...ADMINISTRATION], roles).find((one) => one.name === DOORS[item.name])
  if (!door) return undefined
  return door.name === 'workflow' && county ? `${door.path}/${county}` : door.path
}

export const keyOf = (item: ReadinessItem) => `${item.name}-${item.subject}`
