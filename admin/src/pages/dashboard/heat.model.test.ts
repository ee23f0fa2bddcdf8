import { describe, expect, it } from 'vitest'
import type { FigureCounts } from '@/services/house'
import { boundsOf, heatOf, measureOf, stepOf } from './heat.model'

const rate = (part: number, whole: number) => ({ zh: '', en: '', part, whole, percent: whole ? Math.round((1000 * part) / whole) / 10 : null })
const cell = (county: string, bank: string, granted: number, eligible: number, overdue = 0) =>
  ({ county, bank, granted, eligible, overdue, rates: { contact: rate(1, 1), credit: rate(granted, eligible), landing: rate(0, 0) } }) as unknown as FigureCounts
const CELLS = [cell('411503', 'b', 1, 2), cell('411502', 'b', 9, 10, 7), cell('411502', 'a', 0, 4, 1)]

describe('the heat map', () => {
  it('stands by county and bank, with nothing where there is nothing', () => {
    const { banks, rows } = heatOf(CELLS, 'credit')
    expect(banks).toEqual(['a', 'b'])
    expect(rows.map((one) => [one.county, ...one.cells.map((each) => each?.value)])).toEqual([['411502', 0, 90], ['411503', undefined, 50]])
    expect(rows[0]!.cells[1]).toMatchObject({ step: 3, part: { name: 'granted', count: 9 }, whole: { name: 'eligible', count: 10 } })
  })
  it('measures counts against the largest', () => {
    const { bounds, rows } = heatOf(CELLS, 'overdue')
    expect(bounds).toEqual([0, 2, 3, 5, 6])
    expect(rows[0]!.cells.map((one) => [one?.value, one?.step])).toEqual([[1, 0], [7, 4]])
    expect(boundsOf('overdue', 0)).toEqual([0, 1, 2, 3, 4])
  })
  it('has no step for a share of nothing', () => {
    expect(heatOf(CELLS, 'landing').rows[0]!.cells[0]).toMatchObject({ value: null, step: -1 })
    expect(stepOf(100, [0, 40, 60, 80, 95])).toBe(4)
    expect(measureOf('nonsense')).toBe('credit')
  })
})
