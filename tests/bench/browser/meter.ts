// How long a person waits for the screen to answer a key or a click: the browser's own Event Timing
// (input delay, processing, up to the next paint), of trusted input only. Beside it, where a page
// asks the server, how long until what was asked for is there.
import type { Locator, Page } from 'playwright-core'
import type { Person } from '../../browser/support/browser'

export const FLOOR = 16 // shorter ones are not told by the browser and count as this

export interface Taken {
  ms: number
  phases: { delay: number; processing: number; paint: number }
}
export interface Row {
  profile: string
  name: string
  taken: Taken[]
  shown: number[]
}
interface Entry extends Taken {
  id: number
  at: number
}
interface Bench {
  entries: Entry[]
  from: number
  count: number
  first: number
  drag: boolean
  shown?: Promise<number>
}
type Wanted = (more: string) => boolean

const watch = () => {
  const bench: Bench = { entries: [], from: 0, count: 0, first: 0, drag: false }
  Object.assign(window, { bench })
  const DRAGS = ['dragstart', 'drop', 'dragend']
  new PerformanceObserver((list) => {
    for (const one of list.getEntries() as (PerformanceEventTiming & { interactionId: number })[]) {
      if (!one.interactionId && !DRAGS.includes(one.name)) continue
      const end = one.startTime + one.duration
      bench.entries.push({
        id: one.interactionId || -one.startTime, at: one.startTime, ms: one.duration,
        phases: { delay: one.processingStart - one.startTime, processing: one.processingEnd - one.processingStart, paint: Math.max(0, end - one.processingEnd) },
      })
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
  for (const name of ['click', 'keydown', 'drop', 'change'])
    window.addEventListener(name, (event) => {
      if (bench.from && !bench.first && event.isTrusted) bench.first = event.timeStamp
    }, true)
}

// Before a person's first page.
export async function prepare(person: Person, rate: number) {
  await person.context.addInitScript(watch)
  const session = await person.context.newCDPSession(person.page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
}

// Frames until `wanted` holds for three of them running: the first of these is when it was there.
const PATIENCE_MS = 60_000
const begin = ({ source, more, drag, patience }: { source: string; more: string; drag: boolean; patience: number }) => {
  const { bench } = window as unknown as { bench: Bench }
  bench.from = performance.now()
  bench.first = 0
  bench.drag = drag
  bench.count = (performance as unknown as { interactionCount: number }).interactionCount
  if (!source) return (bench.shown = undefined)
  const wanted = (0, eval)(`(${source})`) as Wanted
  const until = bench.from + patience
  bench.shown = new Promise<number>((resolve, reject) => {
    let since = 0
    let held = 0
    const look = () => {
      if (bench.first && wanted(more)) {
        if (!held++) since = performance.now()
      } else held = 0
      if (held === 3) resolve(since - bench.first)
      else if (performance.now() > until) reject(new Error(`${more}: it never came`))
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  bench.shown.catch(() => undefined)
  return undefined
}

const end = async () => {
  const { bench } = window as unknown as { bench: Bench }
  const shown = await bench.shown
  // An entry comes once its frame was shown, which is a few frames after.
  for (let i = 0; i < 6; ++i) await new Promise(requestAnimationFrame)
  const told = new Map<number, Entry>()
  for (const one of bench.entries)
    if (one.at >= bench.from && (told.get(one.id)?.ms ?? 0) <= one.ms) told.set(one.id, one)
  const count = (performance as unknown as { interactionCount: number }).interactionCount - bench.count
  bench.entries = []
  bench.from = 0
  return { told: [...told.values()].filter((one) => bench.drag === one.id < 0), count, shown }
}

export class Meter {
  readonly rows: Row[] = []

  constructor(readonly profile: string) {}

  // One interaction, or one drag, whose events belong to no interaction and are taken by themselves.
  async take(page: Page, name: string, act: () => Promise<unknown>, wanted?: Wanted, more = '', drag = false) {
    await page.evaluate(begin, { source: wanted ? String(wanted) : '', more, drag, patience: PATIENCE_MS })
    await act()
    const { told, count, shown } = await page.evaluate(end).catch((thrown: unknown) => {
      throw new Error(`${name}: ${String(thrown)}`)
    })
    if (!told.length && count < 1) throw new Error(`${name}: nothing was pressed`)
    let row = this.rows.find((one) => one.name === name)
    if (!row) this.rows.push((row = { profile: this.profile, name, taken: [], shown: [] }))
    row.taken.push(...told.map(({ ms, phases }) => ({ ms, phases })))
    for (let i = told.length; i < Math.max(1, drag ? 0 : count); ++i) row.taken.push({ ms: FLOOR, phases: { delay: 0, processing: 0, paint: 0 } })
    if (shown !== undefined) row.shown.push(shown)
  }

  async click(page: Page, name: string, what: Locator, wanted?: Wanted, more = '') {
    const { x, y } = await middle(what)
    await page.mouse.move(x, y)
    await this.take(page, name, async () => {
      await page.mouse.down()
      await page.mouse.up()
    }, wanted, more)
  }

  async tap(page: Page, name: string, what: Locator, wanted?: Wanted, more = '') {
    const { x, y } = await middle(what)
    await this.take(page, name, () => page.touchscreen.tap(x, y), wanted, more)
  }

  key = (page: Page, name: string, key: string, wanted?: Wanted, more = '') =>
    this.take(page, name, () => page.keyboard.press(key), wanted, more)

  async type(page: Page, name: string, text: string) {
    for (const one of text) await this.key(page, name, one)
  }

  // A native choice by the keyboard, as its list cannot be driven.
  async choose(page: Page, name: string, what: Locator, key = 'ArrowDown', wanted?: Wanted, more = '') {
    await what.focus()
    await this.key(page, name, key, wanted, more)
  }

  async drag(page: Page, name: string, from: Locator, to: Locator, wanted?: Wanted, more = '') {
    const [a, b] = [await middle(from), await middle(to)]
    await page.mouse.move(a.x, a.y)
    await page.mouse.down()
    await page.mouse.move(a.x + 8, a.y + 8, { steps: 3 })
    await page.mouse.move(b.x, b.y, { steps: 8 })
    await this.take(page, name, () => page.mouse.up(), wanted, more, true)
  }
}

// A person sees what they click: what scrolling there, or the step before, still has to paint is no part
// of the answer.
const still = () =>
  new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => done()))))

async function middle(what: Locator) {
  await what.scrollIntoViewIfNeeded()
  await what.page().evaluate(still)
  const box = await what.boundingBox()
  if (!box) throw new Error(`${String(what)} is not to be seen`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
