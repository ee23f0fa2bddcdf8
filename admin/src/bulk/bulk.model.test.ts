import { describe, expect, it } from 'vitest'
import { ApiProblem } from '@/api/problem'
import events from 'virtual:catalogue'
import type { AllowedEvent } from '@/services/subjects'
import { choicesOf, lookAtAll, record, tallyOf, verdictOf, versionFor, type Item, type Look } from './bulk.model'

const event = (name: string, permitted: boolean): AllowedEvent =>
  ({ event: name, clause: '', sentence: { zh: name, en: name }, roles: ['task_force', 'system'], schema: {}, permitted }) as unknown as AllowedEvent
const look = (id: string, ...allowed: AllowedEvent[]): Look => ({ id, kind: 'cases', name: id, version: 1, state: 'Roster', allowed })
const words = { zh: '', en: '' }
const problem = (status: number) => new ApiProblem(status, 'x', words, words)
const item = (id: string): Item => ({ id, kind: 'cases', name: id, version: 1, key: `key-${id}`, status: 'waiting' })

describe('what can be recorded of many', () => {
  const looks = [look('a', event('ScreenedIn', true), event('VisitRecorded', true)), look('b', event('ScreenedIn', true)), look('c', event('ScreenedIn', false)), look('d')]

  it('is what somebody may record of at least one, the commonest first, and nothing that is a finding', () => {
    expect(choicesOf([...looks, look('e', event('Transferred', true))]).map((one) => [one.event.event, one.count])).toEqual([['ScreenedIn', 2], ['Transferred', 1]])
  })
  it('is told of each beforehand, with why not', () => {
    expect(looks.map((one) => verdictOf(one, 'cases', 'ScreenedIn'))).toEqual([{ would: true }, { would: true }, { would: false, why: 'role', roles: ['task_force'] }, { would: false, why: 'state' }])
    expect(verdictOf(looks[0]!, 'slips', 'Confirmed')).toEqual({ would: false, why: 'kind' })
    expect(verdictOf({ ...looks[0]!, problem: 'gone' }, 'cases', 'ScreenedIn')).toEqual({ would: false, why: 'problem', problem: 'gone' })
  })
  it('is in the catalogue', () => {
    const all = events.map((one) => look(one.event, event(one.event, true)))
    const known = all.flatMap((one, i) => choicesOf([{ ...one, kind: events[i]!.kind }]))
    expect(known.length).toBe(17)
  })
})

describe('looking at all', () => {
  it('goes a few at a time and keeps the order', async () => {
    let running = 0
    let most = 0
    const told: number[] = []
    const out = await lookAtAll([3, 1, 2], 2, async (n) => {
      most = Math.max(most, ++running)
      await Promise.resolve()
      running--
      return n * 10
    }, (done) => told.push(done), () => false)
    expect([out, most, told.at(-1)]).toEqual([[30, 10, 20], 2, 3])
  })
  it('stops between two', async () => {
    let asked = 0
    await lookAtAll([1, 2, 3], 1, async () => ++asked, () => {}, () => asked >= 2)
    expect(asked).toBe(2)
  })
})

describe('recording', () => {
  it('goes on past a refusal and keeps its reason', async () => {
    const items = [item('a'), item('b'), item('c')]
    expect(await record(items, async (one) => { if (one.id === 'b') throw problem(409) }, () => false)).toBe('ended')
    expect(items.map((one) => one.status)).toEqual(['done', 'refused', 'done'])
    expect(tallyOf(items)).toEqual({ done: 2, refused: 1, waiting: 0 })
  })
  it('stops when the server is away; tried again it goes on with the same keys', async () => {
    const items = [item('a'), item('b')]
    const keys: string[] = []
    let away = true
    const post = async (one: Item) => {
      keys.push(one.key)
      if (one.id === 'b' && away) throw problem(0)
    }
    expect(await record(items, post, () => false)).toBe('stopped')
    expect(tallyOf(items)).toEqual({ done: 1, refused: 0, waiting: 1 })
    away = false
    expect(await record(items, post, () => false)).toBe('ended')
    expect(keys).toEqual(['key-a', 'key-b', 'key-b'])
  })
  it('of which the answer was lost bears the version that was seen before it', () => {
    const now = { ...look('a'), version: 5 }
    expect(versionFor(now, undefined)).toBe(5)
    expect(versionFor(now, { ...item('a'), problem: problem(0) })).toBe(1)
    expect(versionFor(now, { ...item('a'), status: 'refused', problem: problem(412) })).toBe(5)
  })
  it('can be cancelled between two; the rest waits', async () => {
    const items = [item('a'), item('b'), item('c')]
    let sent = 0
    expect(await record(items, async () => void ++sent, () => sent >= 1)).toBe('stopped')
    expect(items.map((one) => one.status)).toEqual(['done', 'waiting', 'waiting'])
  })
})
