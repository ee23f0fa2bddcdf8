// County by bank: one measure at a time, each number with the list behind it.
import type { FigureCounts } from '@/services/house'
import { RATES } from './dashboard.model'

export const COUNTED = ['pending', 'overdue', 'declined', 'granted'] as const
export const MEASURES = [...RATES.map((one) => one.key), ...COUNTED] as const
export type Measure = (typeof MEASURES)[number]
export const measureOf = (wanted: unknown): Measure => MEASURES.find((one) => one === wanted) ?? 'credit'
const rateOf = (measure: Measure) => RATES.find((one) => one.key === measure)
export const isRate = (measure: Measure) => rateOf(measure) !== undefined

export interface Cell {
  counts: FigureCounts
  value: number | null // percent or count
  step: number // 0 … 4, of the scale; -1: nothing to measure
  part: { name: string; count: number }
  whole?: { name: string; count: number }
}

const STEPS = 5
// Steps of a rate are fixed, so that one day's picture can be held against another's; those of a
// count go up to the largest.
export const boundsOf = (measure: Measure, most: number): number[] =>
  isRate(measure) ? [0, 40, 60, 80, 95] : Array.from({ length: STEPS }, (_, i) => (i === 0 ? 0 : Math.max(i, Math.ceil((most * i) / STEPS))))
export const stepOf = (value: number | null, bounds: readonly number[]) =>
  value === null ? -1 : bounds.reduce((step, bound, i) => (value >= bound ? i : step), 0)

function valueOf(counts: FigureCounts, measure: Measure): Omit<Cell, 'step' | 'counts'> {
  const rate = rateOf(measure)
  if (!rate) return { value: counts[measure as (typeof COUNTED)[number]], part: { name: measure, count: counts[measure as (typeof COUNTED)[number]] } }
  const { part, whole, percent } = counts.rates[rate.key]
  return { value: percent, part: { name: rate.part, count: part }, whole: { name: rate.whole, count: whole } }
}

export interface Heat {
  banks: string[]
  bounds: number[]
  rows: { county: string; cells: (Cell | undefined)[] }[]
}

export function heatOf(cells: readonly FigureCounts[], measure: Measure): Heat {
  const banks = [...new Set(cells.map((one) => one.bank ?? ''))].sort()
  const counties = [...new Set(cells.map((one) => one.county ?? ''))].sort()
  const values = cells.map((counts) => ({ counts, ...valueOf(counts, measure) }))
  const bounds = boundsOf(measure, Math.max(0, ...values.map((one) => one.value ?? 0)))
  return {
    banks,
    bounds,
    rows: counties.map((county) => ({
      county,
      cells: banks.map((bank) => {
        const found = values.find((one) => one.counts.county === county && one.counts.bank === bank)
        return found && { ...found, step: stepOf(found.value, bounds) }
      }),
    })),
  }
}
