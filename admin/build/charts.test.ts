import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCharts } from './charts'

const TABLE = readFileSync(new URL('../../tests/unit/charts/transitions.golden.txt', import.meta.url), 'utf8')
const charts = readCharts(TABLE)
const chart = (kind: string) => charts.find((one) => one.kind === kind)!
const stage = (kind: string, state: string) => chart(kind).stages.find((one) => one.state === state)!

describe('the charts', () => {
  it('hold every way of the table from stage to stage, and no other', () => {
    const wanted = new Set<string>()
    let kind = ''
    for (const line of TABLE.split('\n')) {
      kind = /^=== (\w+)/.exec(line)?.[1] ?? kind
      const [state, event, target] = line.split(' | ')
      if (!event || line.startsWith('===') || target!.startsWith('refused') || state === target || state === '*') continue
      wanted.add([kind, state === '-' ? '' : state, event.replace(/ .*/, ''), target].join(' '))
    }
    const told = charts.flatMap((one) => [
      ...one.begins.map((way) => [one.kind, '', way.event, way.target].join(' ')),
      ...one.stages.flatMap((from) => from.ways.map((way) => [one.kind, from.state, way.event, way.target].join(' '))),
    ])
    expect(told.length).toBe(new Set(told).size)
    expect(told.sort()).toEqual([...wanted].sort())
  })
  it('tell each way in the picture once: as a line, or at its target where many stages share it', () => {
    for (const { stages, lines } of charts)
      for (const from of stages)
        for (const way of from.ways) {
          const many = stages.find((one) => one.state === way.target)!.many.some((one) => one.event === way.event && one.sources.includes(from.state))
          const line = lines.filter((one) => one.source === from.state && one.target === way.target && one.events.includes(way.event))
          expect([from.state, way.event, line.length + Number(many)]).toEqual([from.state, way.event, 1])
        }
  })
  it('say which clocks begin and what is told on the way', () => {
    expect(stage('referral', 'Deciding').clocks).toEqual(['bank-decision'])
    expect(stage('case', 'Review.Preliminary').clocks).toEqual(['review-preliminary', 'department-report'])
    expect(stage('case', 'Removed').notices).toEqual([{ name: 'removed-from-list', to: ['task_force', 'bank_contact', 'city_office'] }])
  })
  it('lay stages out without overlap, inside the picture', () => {
    for (const { stages, size } of charts) {
      for (const { at } of stages) expect(at!.x > 0 && at!.x < size.width && at!.y > 0 && at!.y < size.height).toBe(true)
      for (const [i, one] of stages.entries())
        for (const other of stages.slice(i + 1))
          expect(Math.abs(one.at!.x - other.at!.x) >= 156 || Math.abs(one.at!.y - other.at!.y) >= 52).toBe(true)
    }
  })
})
