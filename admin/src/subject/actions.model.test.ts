import { describe, expect, it } from 'vitest'
import type { AllowedEvent } from '@/services/subjects'
import { actionsOf, turnOf } from './actions.model'

const allowed = (event: string, permitted: boolean, roles: string[] = []) =>
  ({ event, permitted, roles, clause: '', sentence: { zh: '', en: '' }, schema: {} }) as unknown as AllowedEvent

describe('actions', () => {
  const events = [
    allowed('Withdrawn', true), allowed('ReviewReturned', true), allowed('ReviewApproved', true),
    allowed('DocumentAdded', true), allowed('DocumentRemoved', true), allowed('ReferralConcluded', false, ['system']),
  ]
  it('put what the state waits for first and leave out what is not permitted', () => {
    const { first, other } = actionsOf('Review.Preliminary', events)
    expect(first.map((one) => one.event)).toEqual(['ReviewApproved', 'ReviewReturned'])
    expect(other.map((one) => one.event)).toEqual(['Withdrawn'])
  })
  it('are there too for whoever has a mandate of somebody who may', () => {
    const events = [{ ...allowed('ReviewApproved', false), permitted_for: ['leader'] }, { ...allowed('ReviewReturned', false), permitted_for: [] }]
    expect(actionsOf('Review.Preliminary', events as AllowedEvent[]).first.map((one) => one.event)).toEqual(['ReviewApproved'])
  })
  it("tell whose turn it is, by tasks or by the state's next event", () => {
    expect(turnOf('Deciding', [{ role: 'bank_contact' }], [])).toEqual(['bank_contact'])
    expect(turnOf('Roster', [], [allowed('ScreenedIn', false, ['task_force', 'system'])])).toEqual(['task_force'])
    expect(turnOf('Closed', [], [])).toEqual([])
  })
})
