import { describe, expect, it } from 'vitest'
import type { HistoryRow } from '@/services/subjects'
import { knownData } from './known.model'

const around = { today: '2025-03-03', county: '411502', township: '411502001', history: [] as HistoryRow[] }
const row = (event: string, data: Record<string, unknown>) => ({ event, data }) as unknown as HistoryRow

describe('what a form knows beforehand', () => {
  it("is today's date and the case's own township", () => {
    expect(knownData('VisitPlanned', around)).toEqual({ planned_on: '2025-03-03', team: '411502001' })
    expect(knownData('BatchPushed', around)).toEqual({ batch: '411502-2025-03-03' })
  })
  it('is the county step that waits, where it is one', () => {
    const tasks = [{ kind: 'review-preliminary' }, { kind: 'step:tax-credit' }]
    expect(knownData('StepCompleted', { ...around, tasks })).toEqual({ step: 'tax-credit' })
    expect(knownData('StepCompleted', { ...around, tasks: [...tasks, { kind: 'step:other' }] })).toEqual({})
    expect(knownData('StepCompleted', around)).toEqual({})
  })
  it('is what the visit found, and of an earlier application all but the consent', () => {
    const history = [
      row('VisitRecorded', { need: { amount_fen: 5, purpose: '茶' } }),
      row('ApplicationSubmitted', { amount_fen: 7, consent: true }),
    ]
    expect(knownData('ApplicationSubmitted', { ...around, history })).toEqual({ amount_fen: 7, purpose: '茶' })
  })
})
