import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FIELDS, INFORMATION, conditionFields, fieldsWith, isWhole, newRow, readRows, sentenceOf, valuesOf, type Wording } from './condition.model'
import { readStep } from './step.model'

const server = (path: string) => readFileSync(join(__dirname, '../../../../workflows', path), 'utf8')
const STEP = readStep({
  id: 'look', stage: 'Application', kind: 'form', title: { zh: '看', en: 'look' }, role: 'leader',
  form: { type: 'object', properties: { acres: { type: 'integer', title: '亩数', title_en: 'acres' }, ok: { type: 'boolean', title: '好' }, grade: { type: 'string', enum: ['A', 'B'], title: '级' } } },
})
const all = fieldsWith([STEP])
const find = (name: string) => all.find((one) => one.name === name)!
const row = (name: string, more: object = {}) => ({ ...newRow(find(name)), ...more })
const back = (raw: unknown) => {
  const rows = readRows(raw, all)
  return rows && conditionFields(rows, all)
}

describe('what conditions ask about', () => {
  it('is what the server knows', () => {
    const names = [...server('definition/condition.cpp').matchAll(/"((?:enterprise|application|visit)\.[a-z_]+)"/g)].map((one) => one[1])
    expect(FIELDS.filter((one) => one.group !== 'information').map((one) => one.name)).toEqual(names)
    const kinds = /information_kinds\(\) \{[^}]*\{([^}]*)\}/.exec(server('charts/chart.cpp'))![1]!
    expect([...kinds.matchAll(/"(\w+)"/g)].map((one) => one[1])).toEqual([...INFORMATION])
  })
  it('is also what other steps bring', () => {
    expect(all.filter((one) => one.group === 'step').map((one) => [one.name, one.kind])).toEqual([
      ['step.look.outcome', 'choice'], ['step.look.acres', 'number'], ['step.look.ok', 'flag'], ['step.look.grade', 'choice'],
    ])
    const shipped = fieldsWith([{ ...STEP, form: 'tax-credit', inputs: [] }])
    expect(shipped.find((one) => one.name === 'step.look.grade')?.choices).toContain('M')
  })
})

describe('rows', () => {
  it('write each kind of value as the server reads it', () => {
    expect(conditionFields({ join: 'all', rows: [row('application.amount_fen', { typed: '100.5' })] }, all)).toEqual({ field: 'application.amount_fen', at_least: 100_500_000 })
    expect(conditionFields({ join: 'any', rows: [
      row('enterprise.kind', { chosen: ['family_farm', 'company'] }), row('enterprise.has_code', { chosen: ['false'], not: true }),
      row('enterprise.industry', { typed: 'B，C13、F51-52' }), row('application.banks', { operator: 'is', typed: '1, 2' }),
    ] }, all)).toEqual({ any: [
      { field: 'enterprise.kind', in: ['company', 'family_farm'] }, { not: { field: 'enterprise.has_code', is: false } },
      { field: 'enterprise.industry', in: ['B', 'C13', 'F51-52'] }, { field: 'application.banks', in: [1, 2] },
    ] })
    expect(conditionFields({ join: 'all', rows: [] }, all)).toBeUndefined()
  })
  it('are read back as they were written', () => {
    for (const raw of [
      { field: 'step.look.acres', at_most: 100 }, { not: { field: 'step.look.outcome', is: 'passed' } }, { field: 'visit.amount_fen', is: 1 },
      { any: [{ field: 'enterprise.kind', is: 'company' }, { field: 'information.litigation.conclusion', in: ['adverse', 'waived'] }] },
      { all: [{ field: 'application.amount_fen', at_least: 123_456_789_000 }, { field: 'enterprise.township', is: '411502101' }] },
    ])
      expect(back(raw)).toEqual(raw)
  })
  it('do not show what they cannot: levels, unknown names, what is no such value', () => {
    for (const raw of [
      { all: [{ any: [{ field: 'enterprise.kind', is: 'company' }] }] }, { not: { all: [{ field: 'enterprise.kind', is: 'company' }] } },
      { not: { not: { field: 'enterprise.kind', is: 'company' } } }, { field: 'enterprise.colour', is: 'red' }, { field: 'enterprise.kind', is: 'bakery' },
      { field: 'enterprise.kind', at_least: 3 }, { field: 'application.banks', at_least: 'many' }, { all: [] }, { field: 'enterprise.kind', is: 'company', in: [] }, 'x', null,
    ])
      expect(readRows(raw, all)).toBeUndefined()
  })
  it('are whole when each has a value that can be', () => {
    expect(isWhole({ join: 'all', rows: [row('application.amount_fen', { typed: '很多' })] }, all)).toBe(false)
    expect(isWhole({ join: 'all', rows: [row('enterprise.kind')] }, all)).toBe(false)
    expect(isWhole({ join: 'all', rows: [{ ...row('enterprise.kind'), field: 'step.gone.x' }] }, all)).toBe(false)
    expect(valuesOf(row('application.amount_fen', { typed: '1,000' }), find('application.amount_fen'))).toEqual([1_000_000_000])
  })
})

describe('the sentence of a condition', () => {
  const words: Wording = {
    title: (name) => name, value: (_, value) => value, say: (operator, title, values) => `${title} ${operator} ${values.join('/')}`,
    not: (part) => `not(${part})`, nested: (part) => `(${part})`, join: (join, parts) => parts.join(` ${join} `),
  }
  it('says every level', () => {
    expect(sentenceOf({ all: [{ field: 'a', is: 1 }, { any: [{ field: 'b', in: [2, 3] }, { not: { field: 'c', at_most: 4 } }] }] }, words))
      .toBe('a is 1 all (b oneOf 2/3 any not(c at_most 4))')
  })
})
