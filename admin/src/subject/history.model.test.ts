import { describe, expect, it } from 'vitest'
import { listed } from '@/forms/catalogue.model'
import type { HistoryRow } from '@/services/subjects'
import events from 'virtual:catalogue'
import { groupedHistory, phaseOf } from './history.model'

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
})
