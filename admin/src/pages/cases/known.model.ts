// What a form can be given beforehand: today, the case's own township, what the visit found.
import type { EventData, HistoryRow } from '@/services/subjects'

export interface Around {
  today: string
  county: string
  township: string
  history: readonly HistoryRow[]
  tasks?: readonly { kind: string }[]
}

const TODAY: Record<string, string> = {
  VisitPlanned: 'planned_on', VisitAttempted: 'attempted_on', VisitRecorded: 'visited_on',
  GuidanceRecorded: 'guided_on', UseChecked: 'checked_on', Renewed: 'renewed_on', Settled: 'settled_on',
  Contacted: 'contacted_on', Granted: 'decided_on', Declined: 'decided_on', Drawn: 'drawn_on',
  GrantLapsed: 'lapsed_on', LedgerEntered: 'as_of', CompletionEvidenced: 'received_on',
}

function needOf(history: readonly HistoryRow[]): EventData {
  for (const row of [...history].reverse()) {
    const need = typeof row.data === 'object' ? (row.data as { need?: EventData }).need : undefined
    if (need) return need
  }
  return {}
}

export function knownData(event: string, around: Around): EventData {
  const known: EventData = {}
  const day = TODAY[event]
  if (day) known[day] = around.today
  if (event === 'VisitPlanned' && around.township) known.team = around.township
  if (event === 'BatchPushed') known.batch = `${around.county}-${around.today}`
  if (event === 'ApplicationSubmitted') {
    const before = [...around.history].reverse().find((row) => row.event === 'ApplicationSubmitted')
    Object.assign(known, needOf(around.history), typeof before?.data === 'object' ? before.data : {})
    delete known.consent // asked anew each time
  }
  // A county's own step: named by its task, where there is one only.
  const steps = (around.tasks ?? []).filter((task) => task.kind.startsWith('step:'))
  if (event === 'StepCompleted' && steps.length === 1) known.step = steps[0]!.kind.slice('step:'.length)
  if (event === 'Dispatched') known.parts = [{ id: '1' }]
  return known
}
