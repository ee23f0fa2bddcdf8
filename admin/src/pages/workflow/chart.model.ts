// The charts with what a county has of its own put at the stages it belongs to.
import charts from 'virtual:charts'
import type { Chart, ChartKind, Line, Point, Stage } from '../../../build/charts'
import type { Kind } from '@/services/subjects'
import { clockOf, type BaseClock } from './base.model'
import type { Clock, Overlay } from './overlay.model'
import type { Step } from './step.model'

export type { Chart, ChartKind, Line, Stage }
export const CHARTS = charts
export const chartOf = (wanted: unknown): Chart => CHARTS.find((one) => one.kind === wanted) ?? CHARTS[0]!
export const stageOf = (chart: Chart, wanted: unknown): Stage | undefined => chart.stages.find((one) => one.state === wanted)
export const subjectOf = (kind: ChartKind): Kind => `${kind}s`

export interface StageClock {
  hook: string
  base?: BaseClock
  own?: { at: number; clock: Clock } // at: its place in the draft
}
export interface StageParts {
  steps: { at: number; step: Step }[]
  clocks: StageClock[]
  texts: string[] // texts of the county's own for messages of this stage
}

export function partsOf(stage: Stage, overlay: Overlay): StageParts {
  const clocks = stage.clocks.map((hook): StageClock => {
    const at = overlay.clocks.findIndex((one) => one.hook === hook)
    const base = clockOf(hook)
    return { hook, ...(base ? { base } : {}), ...(at >= 0 ? { own: { at, clock: overlay.clocks[at]! } } : {}) }
  })
  const sent = stage.notices.map((one) => one.name)
  const isHere = (name: string) => sent.includes(name) || stage.clocks.includes(name.split(/[@.]/)[0]!)
  return {
    steps: overlay.steps.flatMap((step, at) => (step.stage === stage.state ? [{ at, step }] : [])),
    clocks,
    texts: overlay.notices.map((one) => one.name).filter(isHere),
  }
}

// The table beside the picture: every way from stage to stage, the beginnings first.
export interface Row {
  source: string // empty: before the first event
  event: string
  target: string
}
export const rowsOf = (chart: Chart): Row[] => [
  ...chart.begins.map(({ event, target }) => ({ source: '', event, target })),
  ...chart.stages.flatMap(({ state, ways }) => ways.map(({ event, target }) => ({ source: state, event, target }))),
]

const ROUND = 8
// A line through its points, its corners rounded.
export function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points
  if (!first) return ''
  let path = `M${first.x} ${first.y}`
  rest.forEach((point, i) => {
    const next = rest[i + 1]
    if (!next) return void (path += ` L${point.x} ${point.y}`)
    const before = i === 0 ? first : rest[i - 1]!
    const near = (other: Point) => {
      const length = Math.hypot(other.x - point.x, other.y - point.y)
      const part = length === 0 ? 0 : Math.min(ROUND, length / 2) / length
      return `${+(point.x + (other.x - point.x) * part).toFixed(1)} ${+(point.y + (other.y - point.y) * part).toFixed(1)}`
    }
    path += ` L${near(before)} Q${point.x} ${point.y} ${near(next)}`
  })
  return path
}

// As much of a text as fits, counting a Chinese character as two.
export function fitted(text: string, most: number): string {
  let used = 0
  for (let i = 0; i < text.length; ++i) {
    used += text.charCodeAt(i) > 0x2000 ? 2 : 1
    if (used > most) return `${text.slice(0, i)}…`
  }
  return text
}

// There is room for a stage beside the picture, rather than above it.
export const isWide = () => window.innerWidth >= 1100
