// What a county's workflow is written on top of: the notice's clocks and limits, which nobody
// loosens, and the city's template, as the forms of the studio show them.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Plugin } from 'vite'

const ID = 'virtual:workflow'

type Layer = {
  deadlines?: Record<string, unknown>[]
  limits?: Record<string, unknown>[]
  reasons?: Record<string, Record<string, unknown>[]>
  notices?: Record<string, unknown>
  visit_attempt_limit?: number
  visit_overlap_days?: number
}

const read = (file: string) => parse(readFileSync(file, 'utf8')) as Layer

// The forms that steps may name: what their fields are called and may be.
const readForms = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => {
        const form = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { properties?: Record<string, unknown> }
        return [name.slice(0, -'.json'.length), form.properties ?? {}]
      }),
  )

export function readWorkflow(statuteFile: string, templateFile: string, formsFolder: string) {
  const statute = read(statuteFile)
  const city = read(templateFile)
  const marked = (layer: Layer, statutory: boolean) =>
    (layer.deadlines ?? []).map((one) => ({ ...one, statutory }))
  const reasons: Record<string, Record<string, unknown>[]> = {}
  for (const [layer, statutory] of [[statute, true], [city, false]] as const)
    for (const [list, rows] of Object.entries(layer.reasons ?? {}))
      (reasons[list] ??= []).push(...rows.map((row) => ({ ...row, statutory })))
  return {
    clocks: [...marked(statute, true), ...marked(city, false)],
    limits: statute.limits ?? [],
    reasons,
    notices: city.notices ?? {},
    visits: { attempts: city.visit_attempt_limit ?? 0, overlap: city.visit_overlap_days ?? 0 },
    forms: readForms(formsFolder),
  }
}

export function workflow(statuteFile: string, templateFile: string, formsFolder: string): Plugin {
  return {
    name: 'qianqiao:workflow',
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load: (id) =>
      id === `\0${ID}`
        ? `export default JSON.parse(${JSON.stringify(JSON.stringify(readWorkflow(statuteFile, templateFile, formsFolder)))})`
        : undefined,
  }
}
