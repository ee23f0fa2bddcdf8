// What the audit log records: every action of the interface, and no other.
import type { Schemas } from '@/api/client'

export type AuditAction = Schemas['AuditRow']['action']

const NAMED: Record<AuditAction, true> = {
  'session.opened': true, 'session.demo_opened': true, 'session.closed': true, 'session.refused': true,
  'setup.done': true, 'password.changed': true, 'password.reset': true, 'second_factor.confirmed': true,
  'second_factor.dropped': true, 'person.added': true, 'person.disabled': true, 'person.enabled': true,
  'person.unlocked': true, 'appointment.put': true, 'mandate.given': true, 'directory.imported': true,
  'api_key.created': true, 'api_key.revoked': true, 'enterprise.revealed': true, 'document.read': true,
  'roster_report.exported': true, 'roster.cancelled': true, 'calendar_feed.made': true,
  'calendar_feed.revoked': true, 'progress_link.made': true, 'progress_link.revoked': true,
  'workflow_draft.begun': true, 'workflow_draft.changed': true, 'workflow_draft.discarded': true,
  'workflow_draft.approved': true, 'workflow.published': true, 'workflow.reverted': true, 'workflow.migrated': true,
  'workflow.statute_put': true, 'calendar.loaded': true, 'calendar.proposed': true, 'calendar.confirmed': true,
  'calendar.withdrawn': true, 'calendar.removed': true, 'plugin.installed': true, 'plugin.enabled': true,
  'plugin.disabled': true, 'plugin.hosts_approved': true, 'plugin.settings_changed': true,
  'plugin.channels_chosen': true, 'plugin.secret_entered': true, 'plugin.secret_forgotten': true,
  'plugin_job.replayed': true, 'plugin_job.skipped': true, 'webhook.created': true, 'webhook.changed': true,
  'webhook.deleted': true, 'webhook.rotated': true, 'webhook.tested': true, 'webhook.replayed': true,
  'incident.closed': true,
}
export const AUDIT_ACTIONS = Object.keys(NAMED) as AuditAction[]
