import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import events from 'virtual:catalogue'
import type { Field } from '@/forms/schema.model'
import { fieldsOfEvent } from '@/forms/catalogue.model'
import en from './en'
import zh from './zh'

type Tree = { [key: string]: string | Tree }

const keysOf = (tree: Tree, at = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [at + key] : keysOf(value, `${at}${key}.`)))
const textsOf = (tree: Tree): string[] =>
  Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : textsOf(value)))
const namesIn = (text: string) => [...text.split(' | ')[0]!.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()
const at = (tree: Tree, key: string) =>
  key.split('.').reduce<string | Tree | undefined>((node, part) => (typeof node === 'object' ? node[part] : undefined), tree)

const filesOf = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesOf(path) : [path]
  })

describe('words', () => {
  it('have the same keys in both languages', () => {
    expect(keysOf(en as Tree).sort()).toEqual(keysOf(zh as Tree).sort())
  })
  it('have the same parameters in both languages', () => {
    for (const key of keysOf(zh as Tree))
      expect([key, namesIn(String(at(en as Tree, key)))]).toEqual([key, namesIn(String(at(zh as Tree, key)))])
  })
  it('are never empty, and English is English', () => {
    for (const text of textsOf(zh as Tree)) expect(text.trim()).not.toBe('')
    for (const text of textsOf(en as Tree)) expect(text).not.toMatch(/[\u4e00-\u9fff]/)
  })
  it('are there for every key that the code names', () => {
    const used = new Set<string>()
    for (const file of filesOf(join(__dirname, '..')).filter((path) => /\.(vue|ts)$/.test(path) && !path.includes('.test.')))
      for (const match of readFileSync(file, 'utf8').matchAll(/\bt\('([a-zA-Z_.]+)'/g)) used.add(match[1]!)
    expect(used.size).toBeGreaterThan(200)
    expect([...used].filter((key) => typeof at(zh as Tree, key) !== 'string')).toEqual([])
  })
  it('name every choice of every event', () => {
    const missing: string[] = []
    const walk = (fields: readonly Field[]) => {
      for (const field of fields) {
        if (field.kind === 'choice')
          for (const value of field.schema.enum ?? [])
            if (!(String(value).replace(/\./g, '_') in zh.choice)) missing.push(`${field.key}: ${value}`)
        walk(field.fields ?? [])
        if (field.item) walk([field.item])
      }
    }
    for (const one of events) walk(fieldsOfEvent(one.kind, one.event))
    expect(missing).toEqual([])
  })
})
