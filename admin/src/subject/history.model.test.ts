import { describe, expect, it } from 'vitest'
import { listed } from '@/forms/catalogue.model'
import type { HistoryRow } from '@/services/subjects'
import events from 'virtual:catalogue'
import { byItself, completesSteps, groupedHistory, phaseOf, shownData } from './history.model'

const row = (sequence: number, event: string) =>
  ({ sequence, event, instant: '', data: {}, actor: '', clause: '', workflow_version: '', calendar_version: '', digest: '' }) as HistoryRow

describe('history', () => {
  it('is grouped, newest first, without upkeep', () => {
    const groups = groupedHistory(
      [row(1, 'Listed'), row(2, 'VisitPlanned'), row(3, 'DeadlinesReprojected'), row(4, 'VisitRecorded')],
      false,
    )
    expect(groups.map((group) => [group.phase, group.rows.map((one) => one.sequence)])).toEqual([
      ['visit', [4, 2]],
      ['roster', [1]],
    ])
  })
  it('knows where each event of the catalogue belongs', () => {
    const lost = events.filter((one) => phaseOf(one.event) === 'other').map((one) => one.event)
    expect(lost).toEqual([])
    expect(listed('cases', 'Listed')?.sentence.zh).toBe('列入走访名录')
  })
  it('tells what the system did with a step, by its title', () => {
    const done = (actor: string, outcome: string) => ({ ...row(1, 'StepCompleted'), actor, data: { step: 'large', outcome, remark: '甲' } }) as unknown as HistoryRow
    const titleOf = (id: string) => `“${id}”`
    expect(byItself(done('system', 'not_needed'))).toEqual({ key: 'notNeeded', step: 'large' })
    expect(byItself(done('system', 'passed'))).toEqual({ key: 'byItself', step: 'large' })
    expect(byItself(done('office', 'passed'))).toBeUndefined()
    expect(shownData(done('system', 'passed'), titleOf)).toEqual({ remark: '甲' })
    expect(shownData(done('office', 'passed'), titleOf)).toEqual({ step: '“large”', outcome: 'passed', remark: '甲' })
    expect([completesSteps([done('office', 'passed')]), completesSteps([row(1, 'Listed')])]).toEqual([true, false])
  })
  it('tells of a document what its link does not', () => {
    const added = { ...row(1, 'DocumentAdded'), data: { document: 'D1', name: '照.pdf', kind: 'licence', media_type: 'application/pdf', size_bytes: 9, content_digest: 'ab' } } as unknown as HistoryRow
    expect(shownData(added, String)).toEqual({ kind: 'licence' })
    const removed = { ...row(2, 'DocumentRemoved'), data: { document: 'D1', reason: '误传' } } as unknown as HistoryRow
    expect([phaseOf('DocumentRemoved'), shownData(removed, String)]).toEqual(['document', { reason: '误传' }])
  })
  it('tells why a case goes by another version, without the versions', () => {
    const moved = { ...row(1, 'WorkflowMigrated'), data: { from: 'a', to: 'b', reason: '统一口径' } } as unknown as HistoryRow
    expect(phaseOf('WorkflowMigrated')).toBe('workflow')
    expect(shownData(moved, String)).toEqual({ reason: '统一口径' })
  })
})
