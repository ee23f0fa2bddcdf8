// The charts as the studio draws them: read from the table that the charts' own test keeps, so that
// picture and charts cannot differ, and laid out here, so that no reader's browser has to.
import { readFileSync } from 'node:fs'
import { Graph, layout } from '@dagrejs/dagre'
import type { Plugin } from 'vite'

const ID = 'virtual:charts'
const NODE = { width: 156, height: 52 }
const REACH = 60 // of a line's end from the middle of its stage
const LABEL = { width: 128, line: 15 }
const MANY = 4 // an event taken from so many stages to one is told there, not drawn from each
const LINES = 2 // events told beside a line; the rest in the table

export type ChartKind = 'case' | 'referral' | 'slip'
export interface Way {
  event: string
  target: string
  variants: string[]
}
export interface Point {
  x: number
  y: number
}
export interface Stage {
  state: string
  ways: Way[] // to another stage
  stays: string[] // events that are recorded here and change no stage
  clocks: string[] // that begin here
  notices: { name: string; to: string[] }[] // sent on the way here
  many: { event: string; sources: string[] }[] // ways here from many stages
  at?: Point // its middle
}
export interface Line {
  source: string
  target: string
  events: string[]
  back: boolean // to an earlier stage: drawn fainter, told in the table
  points: Point[]
  label: Point
}
type Drawn = Omit<Line, 'points' | 'label'>
export interface Chart {
  kind: ChartKind
  begins: Way[]
  stages: Stage[]
  lines: Line[]
  size: { width: number; height: number }
}

interface Row {
  state: string
  event: string
  variant: string
  target: string
  actions: string[]
}

function rowOf(line: string): Row | undefined {
  const [state = '', told = '', target = '', actions = ''] = line.split(' | ').map((part) => part.trim())
  const [, event = told, variant = ''] = /^(\w+)(?: \((.*)\))?$/.exec(told) ?? []
  if (!target || target.startsWith('refused')) return undefined
  return { state: state === '-' ? '' : state, event, variant, target, actions: actions ? actions.split('; ') : [] }
}

function tablesOf(text: string): [ChartKind, Row[]][] {
  const out: [ChartKind, Row[]][] = []
  for (const line of text.split('\n')) {
    const head = /^=== (case|referral|slip):/.exec(line)
    if (head) out.push([head[1] as ChartKind, []])
    else if (line) {
      const row = rowOf(line)
      if (row) out.at(-1)?.[1].push(row)
    }
  }
  return out
}

const push = <T>(list: T[], item: T) => {
  if (!list.includes(item)) list.push(item)
}

function wayTo(ways: Way[], { event, target, variant }: Row) {
  let way = ways.find((one) => one.event === event && one.target === target)
  if (!way) ways.push((way = { event, target, variants: [] }))
  if (variant) push(way.variants, variant)
}

function stagesOf(rows: Row[]): Stage[] {
  const names: string[] = []
  for (const { state } of rows) if (state && state !== '*') push(names, state)
  for (const { target } of rows) if (target !== '*') push(names, target)
  const stages = names.map((state): Stage => ({ state, ways: [], stays: [], clocks: [], notices: [], many: [] }))
  const of = (state: string) => stages.find((one) => one.state === state)!
  for (const row of rows) {
    if (row.target === '*') continue
    const target = of(row.target)
    if (row.state === row.target) push(target.stays, row.event)
    else if (row.state && row.state !== '*') wayTo(of(row.state).ways, row)
    for (const action of row.actions) {
      const clock = /^arm ([\w-]+)/.exec(action)?.[1]
      if (clock) push(target.clocks, clock)
      const [, name, to] = /^tell ([\w-]+) to (.+)$/.exec(action) ?? []
      if (!name || !to) continue
      let notice = target.notices.find((one) => one.name === name)
      if (!notice) target.notices.push((notice = { name, to: [] }))
      for (const role of to.split(', ')) push(notice.to, role)
    }
  }
  return stages
}

// What many stages have alike is told at its target; everything else becomes a line.
function drawn(stages: Stage[]): Drawn[] {
  const lines: Drawn[] = []
  const place = (state: string) => stages.findIndex((one) => one.state === state)
  for (const target of stages)
    for (const event of new Set(stages.flatMap((one) => one.ways.filter((way) => way.target === target.state).map((way) => way.event)))) {
      const sources = stages.filter((one) => one.ways.some((way) => way.event === event && way.target === target.state)).map((one) => one.state)
      if (sources.length >= MANY) target.many.push({ event, sources })
      else
        for (const source of sources) {
          const line = lines.find((one) => one.source === source && one.target === target.state)
          if (line) push(line.events, event)
          else lines.push({ source, target: target.state, events: [event], back: place(source) > place(target.state) })
        }
    }
  return lines
}

function place(stages: Stage[], lines: Drawn[]): Pick<Chart, 'lines' | 'size'> {
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'TB', nodesep: 26, ranksep: 30, edgesep: 14, marginx: 12, marginy: 12 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { state } of stages) graph.setNode(state, { ...NODE })
  // Ways back are laid out turned round, so that the process runs downwards.
  for (const { source, target, events, back } of lines)
    if (back) graph.setEdge(target, source, { width: 4, height: 0 }, 'back')
    else graph.setEdge(source, target, { width: LABEL.width, height: LABEL.line * Math.min(events.length, LINES), labelpos: 'c', weight: 3 }, 'on')
  layout(graph)
  const whole = (n: unknown) => Math.round(Number(n))
  for (const stage of stages) {
    const { x, y } = graph.node(stage.state) as Point
    stage.at = { x: whole(x), y: whole(y) }
  }
  const { width, height } = graph.graph() as { width: number; height: number }
  return {
    size: { width: whole(width), height: whole(height) },
    lines: lines.map((line) => {
      const { points, x, y } = graph.edge(line.back ? line.target : line.source, line.back ? line.source : line.target, line.back ? 'back' : 'on') as { points: Point[] } & Point
      const through = points.slice(1, -1).map((one) => ({ x: whole(one.x), y: whole(one.y) }))
      const between = line.back ? through.reverse() : through
      // Out at the bottom and in at the top, so that no line runs through a stage beside its own.
      const edge = (state: string, next: Point | undefined, side: number) => {
        const at = stages.find((one) => one.state === state)!.at!
        return { x: Math.max(at.x - REACH, Math.min(at.x + REACH, next?.x ?? at.x)), y: at.y + (side * NODE.height) / 2 }
      }
      const side = line.back ? -1 : 1
      const ends = [edge(line.source, between[0], side), edge(line.target, between.at(-1), -side)] as const
      return { ...line, points: [ends[0], ...between, ends[1]], label: { x: whole(x), y: whole(y) } }
    }),
  }
}

export function readCharts(text: string): Chart[] {
  return tablesOf(text).map(([kind, rows]) => {
    const begins: Way[] = []
    for (const row of rows) if (row.state === '') wayTo(begins, row)
    const stages = stagesOf(rows)
    return { kind, begins, stages, ...place(stages, drawn(stages)) }
  })
}

export function charts(file: string): Plugin {
  return {
    name: 'qianqiao:charts',
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load: (id) =>
      id === `\0${ID}` ? `export default JSON.parse(${JSON.stringify(JSON.stringify(readCharts(readFileSync(file, 'utf8'))))})` : undefined,
  }
}
