// Which list of reasons an event's reason comes from, where no subject of its own tells (many at once).
import templates from 'virtual:reasons'

const GROUP_OF: Record<string, string> = {
  ExcludedFromRoster: 'exclusion', ReviewReturned: 'return', ReviewRejected: 'rejection',
  SignatureWithdrawn: 'return', FeedbackGiven: 'decline', RemovedFromList: 'removal',
  Withdrawn: 'withdrawal', ReferralWithdrawn: 'withdrawal',
}

export const reasonsFor = (event: string) => templates[GROUP_OF[event] ?? ''] ?? []

const ALL = new Map(Object.values(templates).flatMap((rows) => rows.map((row) => [row.code, row.title] as const)))

export const reasonTitle = (code: string) => ALL.get(code)
