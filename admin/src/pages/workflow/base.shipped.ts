// For tests of the models: the base as the server tells it of what ships, read from the same files.
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Base } from '@/services/workflows'
import { putBase } from './base.model'

type Layer = {
  deadlines: Base['clocks']
  limits?: Base['limits']
  reasons: Base['reasons']
  notices?: Base['notices']
  visit_attempt_limit?: number
  visit_overlap_days?: number
}
const read = (file: string) => parse(readFileSync(`../workflows/${file}`, 'utf8')) as Layer

export function putShippedBase() {
  const statute = read('statutes/xinyang-329.yaml')
  const city = read('counties/city-template.yaml')
  const reasons: Base['reasons'] = {}
  for (const [layer, statutory] of [[statute, true], [city, false]] as const)
    for (const [list, rows] of Object.entries(layer.reasons)) (reasons[list] ??= []).push(...rows.map((row) => ({ ...row, statutory })))
  putBase({
    version: 'shipped',
    clocks: [...statute.deadlines.map((one) => ({ ...one, statutory: true })), ...city.deadlines.map((one) => ({ ...one, statutory: false }))],
    limits: statute.limits ?? [],
    reasons,
    notices: city.notices ?? {},
    visits: { attempts: city.visit_attempt_limit ?? 0, overlap: city.visit_overlap_days ?? 0 },
  })
}
