// Every page's interactions, measured in the built application in Chromium, against the real server
// with a demo city: at the desk, at the desk with a processor a quarter as fast, and so on a phone.
// Run by interactions.py, which makes the city and tells what was measured.
import { writeFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { DESK, PHONE, Person, launch } from '../../browser/support/browser'
import { Server } from '../../browser/support/server'
import { zipped } from '../../browser/support/zip'
import { Meter, prepare, type Row } from './meter'

const ROUNDS = Number(process.env.QIANQIAO_BENCH_ROUNDS ?? 5)
const OUT = process.env.QIANQIAO_BENCH_OUT!
const PROFILES = (process.env.QIANQIAO_BENCH_PROFILES ?? 'desk,desk-4x,phone-4x').split(',')
const COUNTY = '411502'
const TEXT = 'abcdefgh'

let server: Server
let browser: Browser
const rows: Row[] = []

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start({ copyOf: process.env.QIANQIAO_BENCH_HOUSE! }), launch()])
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const calm = () => document.querySelector('.bones, [aria-busy=true]') === null && document.querySelector('h1') !== null
// What a step waits for, told to the page as text: `more` is what that step is about.
const there = (more: string) => document.querySelector('.bones, [aria-busy=true]') === null && document.querySelector(more) !== null
const gone = (more: string) => document.querySelector('.bones, [aria-busy=true]') === null && document.querySelector(more) === null
const at = (more: string) => document.querySelector('.bones, [aria-busy=true]') === null && location.href.includes(more)
const opened = (more: string) => document.querySelector('.bones, [aria-busy=true]') === null && location.pathname.includes(more) && document.querySelector('.clock, #clocks-head, #docket-head, .columns') !== null
const atLeast = (more: string) => document.querySelector('.bones, [aria-busy=true]') === null && document.querySelectorAll(more.split('|')[1]!).length >= Number(more.split('|')[0])
// Another language, another size of type than before.
const turned = (before: string) => document.documentElement.lang !== before
const resized = (before: string) => document.documentElement.className !== before
const langNow = (page: Person['page']) => page.evaluate(() => document.documentElement.lang)
const sizeNow = (page: Person['page']) => page.evaluate(() => document.documentElement.className)

async function signedIn(username: string, rate: number, home: string, phone = false) {
  const account = server.accounts.find((one) => one.username === username)!
  const person = await Person.at(browser, server.url, phone ? { viewport: PHONE, hasTouch: true, isMobile: true } : { viewport: DESK })
  person.context.setDefaultTimeout(60_000)
  await prepare(person, rate)
  await person.page.goto(`${server.url}/sign-in?next=${encodeURIComponent(home)}`)
  await person.signIn(account)
  await person.page.waitForURL((address) => address.pathname !== '/sign-in')
  await person.settled()
  return person
}
const as = <T>(username: string, path: string) => server.ask<T>('GET', path, undefined, { 'X-Qianqiao-Actor': username })
const used = new Set<string>()
// Subjects that nothing was done with yet.
async function fresh(username: string, path: string, n: number): Promise<string[]> {
  const { items } = await as<{ items: { id: string }[] }>(username, `${path}&limit=200`)
  const ids = items.map((one) => one.id).filter((id) => !used.has(id)).slice(0, n)
  ids.forEach((id) => used.add(id))
  if (!ids.length) throw new Error(`${path}: none left`)
  return ids
}

interface Scene {
  person: Person
  page: Person['page']
  meter: Meter
  test: (name: string) => ReturnType<Person['page']['locator']>
}
type Play = (scene: Scene) => Promise<void>
const rounds = async (play: (i: number) => Promise<unknown>) => {
  for (let i = 0; i < ROUNDS; ++i) await play(i)
}

const inbox: Play = async ({ page, meter, person, test }) => {
  await page.locator('.task').first().waitFor()
  await rounds(async () => {
    await meter.key(page, 'inbox: J', 'j')
    await meter.key(page, 'inbox: X chooses', 'x')
  })
  await rounds(() => meter.key(page, 'inbox: K', 'k'))
  await rounds(async () => {
    const of = await page.evaluate(() => document.querySelector('[data-current=true] a')!.getAttribute('href')!)
    await meter.key(page, 'inbox: Enter opens', 'Enter', opened, of)
    await page.goBack()
    await page.locator('.task').first().waitFor()
    await person.settled()
    await page.locator('[data-current=true] a').focus()
  })
  await rounds(async (i) => {
    await meter.choose(page, 'inbox: due until', test('until'), i % 2 ? 'ArrowUp' : 'ArrowDown', calm)
  })
  await person.open('/inbox')
  for (let n = 200; n <= 300 && (await test('more').count()); n += 100) await meter.click(page, 'inbox: 100 more', test('more'), atLeast, `${n}|.task`)
  await page.locator('[data-current=true] a').focus()
  await rounds(() => meter.key(page, 'inbox of 300: J', 'j'))
  await rounds(() => meter.key(page, 'inbox of 300: X chooses', 'x'))
  await rounds(async () => {
    await meter.click(page, 'inbox of 300: language', test('locale'), turned, await langNow(page))
    await meter.click(page, 'inbox of 300: large type', test('large'), resized, await sizeNow(page))
  })
  if (ROUNDS % 2) {
    await test('locale').click()
    await test('large').click()
  }
}

const navigation: Play = async ({ page, meter, person }) => {
  const doors = await page.locator('nav ul:not(.last) a').evaluateAll((all) => all.map((one) => one.getAttribute('href')!).filter((href) => href !== '/m'))
  await rounds(async () => {
    for (const door of doors) {
      await meter.click(page, `navigation: ${door}`, page.locator(`nav a[href="${door}"]`), at, door)
      await person.settled()
    }
  })
}

const cases: Play = async ({ page, meter, person, test }) => {
  await rounds(async (i) => {
    const [key, to] = i % 2 ? ['ArrowUp', 'tbody tr'] : ['ArrowDown', 'tbody tr']
    await meter.choose(page, 'cases: filter by stage', page.locator('#f-stage'), key, there, to)
  })
  await person.open('/cases')
  await rounds(async (i) => {
    await page.locator('#f-q').focus()
    await meter.type(page, 'cases: typing in the search field', i ? 'n' : 'xin')
    await meter.key(page, 'cases: search', 'Enter', at, 'q=xin')
  })
  await person.open('/cases')
  await rounds((i) => meter.click(page, 'cases: 50 more', test('more'), atLeast, `${100 + i * 50}|tbody tr`))
  await rounds(() => meter.click(page, 'cases of 300: choose all shown', test('choose-shown')))
  await rounds((i) => meter.click(page, 'cases of 300: choose one', page.locator('[data-choose]').nth(i)))
  await rounds(async () => {
    await meter.click(page, 'cases of 300: choose 500 that match', test('choose-matching'), there, '[data-test=choose-matching]:not(.is-loading)')
    await page.locator('main .bar .text-button').click()
  })
  await rounds(async () => {
    await meter.click(page, 'cases of 300: language', test('locale'), turned, await langNow(page))
    await meter.click(page, 'cases of 300: large type', test('large'), resized, await sizeNow(page))
  })
  if (ROUNDS % 2) {
    await test('locale').click()
    await test('large').click()
  }
  await rounds(async (i) => {
    const row = page.locator('tbody tr').nth(i).locator('a')
    await meter.click(page, 'cases of 300: open a case', row, opened, (await row.getAttribute('href'))!)
    await page.goBack()
    await page.locator('tbody tr').first().waitFor()
    await person.settled()
  })
  await person.open('/cases?stage=Visit&open=true')
  for (let i = 0; i < 3; ++i) await meter.click(page, 'cases: 50 more', test('more'), atLeast, `${100 + i * 50}|tbody tr`)
  await rounds(async () => {
    await test('choose-shown').click()
    await meter.click(page, 'bulk of 200: open and try', test('open-bulk'), there, '#bulk-event, [data-test=no-choices]')
    await meter.choose(page, 'bulk of 200: choose the event', page.locator('#bulk-event'), 'ArrowDown', there, '[data-test=bulk-rows]')
    const field = page.locator('[data-test=bulk] textarea, [data-test=bulk] input:not([type])').first()
    if (await field.count()) {
      await field.focus()
      await meter.type(page, 'bulk of 200: typing', 'ab')
    }
    await meter.click(page, 'bulk of 200: close', test('close-bulk'))
    if (!(await test('choose-shown').isChecked())) await test('choose-shown').click()
    await test('choose-shown').click()
  })
}

const oneCase: Play = async ({ page, meter, person, test }) => {
  const ids = await fresh('shihe.force1', 'cases?stage=Review.Preliminary', ROUNDS)
  await rounds(async (i) => {
    await person.open(`/cases/${ids[i % ids.length]}`)
    await page.locator('#history-head').waitFor()
    await meter.click(page, 'case: history with upkeep', page.locator('.panel:has(#history-head) input').first())
    await meter.click(page, 'case: history as it is kept', test('raw'))
    await meter.click(page, 'case: why a deadline', page.locator('.clock button').first())
    await meter.click(page, 'case: why it stands here', test('why'), there, '[data-test=why-body]')
    await meter.click(page, 'case: open the form of an event', test('event-InformationRecorded'))
    const field = (key: string) => page.locator(`#field-InformationRecorded-${key}`)
    await meter.choose(page, 'case: choose in its form', field('kind'))
    await meter.choose(page, 'case: choose in its form', field('conclusion'))
    await field('source').focus()
    await meter.type(page, 'case: typing in its form', TEXT)
    await meter.click(page, 'case: tick in its form', field('authorised'))
    await meter.click(page, 'case: submit', test('submit-event'), there, '[data-test=done]')
    await page.getByRole('button', { name: '填写批分单' }).scrollIntoViewIfNeeded()
    await meter.click(page, 'case: open the form of a slip', page.getByRole('button', { name: '填写批分单' }), there, '#field-Raised-description')
    await page.locator('#field-Raised-description').focus()
    await meter.type(page, 'case: typing in a slip', 'abcd')
  })
}

const finding: Play = async ({ page, meter, person }) => {
  await rounds(async () => {
    await person.open('/letters')
    await meter.key(page, 'search box: /', '/')
    await page.waitForFunction(() => document.activeElement?.id === 'find')
    await meter.type(page, 'search box: typing', 'xy')
    await meter.key(page, 'search box: the last key', 'm', there, '[data-test=hit]')
    await meter.key(page, 'search box: arrow', 'ArrowDown')
    await meter.key(page, 'search box: Enter opens', 'Enter', opened, '/cases/')
  })
}

const board: Play = async ({ page, meter, person, test }) => {
  await rounds(async () => {
    await person.open('/letters')
    await meter.click(page, 'board: open', page.locator('nav a[href="/board"]'), there, '[data-card]')
    const from = page.locator('[data-stage=Visit] [data-card], [data-stage=Application] [data-card]').first()
    await meter.drag(page, 'board: drop a card', from, page.locator('[data-stage=Recommendation] h2'), there, '[data-test=why-not], .event-form')
    await meter.key(page, 'board: leave the form', 'Escape', gone, '[role=dialog]')
    await meter.click(page, 'board: move by its button', page.locator('[data-move]').first(), there, '[data-test=move-to]')
    await meter.choose(page, 'board: choose where to', test('move-to'), 'ArrowDown')
    await page.keyboard.press('Escape')
    await page.locator('[role=dialog]').waitFor({ state: 'hidden' })
    await meter.click(page, 'board: more cards of a stage', page.locator('[data-stage] .cards > li > button').first(), atLeast, `4|[data-card]`)
  })
}

const visits: Play = async ({ page, meter, person, test }) => {
  await page.locator('[data-group=unplanned] [data-card]').first().waitFor()
  await rounds(async (i) => {
    await meter.click(page, 'visits: choose a card', page.locator('[data-group=unplanned] [data-card] input').nth(i))
    await meter.choose(page, 'visits: choose a day', test('plan-day'))
  })
  await page.locator('main .bar .text-button').click()
  await rounds(async (i) => {
    const card = page.locator('[data-group=unplanned] [data-card]').nth(1)
    const id = (await card.getAttribute('data-card'))!
    const day = page.locator('[data-day]').nth(2 + (i % 3))
    await page.evaluate(() => window.scrollTo(0, 0))
    await meter.drag(page, 'visits: drop a card on a day', card, day.locator('header').first(), there, `[data-day] [data-card="${id}"]`)
    await person.settled()
  })
  await rounds(async () => {
    await meter.click(page, 'visits: two weeks on', test('later'), at, 'from=')
    await meter.click(page, 'visits: and back', test('earlier'), calm)
  })
  await rounds(() => meter.choose(page, 'visits: choose a team', page.locator('#plan-team')))
  const more = page.locator('[data-group=unplanned] [data-test=more]')
  for (let i = 0; i < ROUNDS && (await more.count()); ++i) {
    const n = await page.locator('[data-group=unplanned] [data-card]').count()
    await meter.click(page, 'visits: more cards', more, atLeast, `${n + 1}|[data-group=unplanned] [data-card]`)
  }
  await rounds((i) => meter.click(page, 'visits with more cards: choose a card', page.locator('[data-group=unplanned] [data-card] input').nth(i)))
}

const lists: Play = async ({ page, meter, person, test }) => {
  await rounds(async () => {
    for (const tab of ['target', 'application', 'batches', 'recommendation'])
      await meter.click(page, `lists: ${tab}`, test(`list-${tab}`), there, `[data-test=list-${tab}][aria-current=page]`)
  })
  await rounds(async () => {
    await person.open('/lists?list=target')
    if (!(await page.locator('#versions-head ~ *').count())) return
    const link = page.locator('.panel:has(#versions-head) tbody a').first()
    if (!(await link.count())) {
      await meter.click(page, 'lists: freeze', test('freeze'), there, '[data-test=frozen]')
      await link.waitFor()
    }
    await meter.click(page, 'lists: open a version', link, there, '#docket-head')
  })
  await rounds(async () => {
    await person.open('/lists?list=batches')
    const link = page.locator('main tbody a').first()
    if (await link.count()) await meter.click(page, 'batches: open one', link, there, '#docket-head')
  })
}

const slips: Play = async ({ page, meter, person, test }) => {
  await rounds(async (i) => {
    await meter.choose(page, 'slips: filter by state', page.locator('#s-state'), i % 2 ? 'ArrowUp' : 'ArrowDown', calm)
  })
  await rounds(async (i) => {
    await person.open('/slips')
    const link = page.locator('main tbody a').nth(i)
    await meter.click(page, 'slips: open one', link, opened, (await link.getAttribute('href'))!)
    await meter.click(page, 'slip: why it stands here', test('why'), there, '[data-test=why-body]')
  })
}

const deadlines: Play = async ({ page, meter, person, test }) => {
  await rounds(async (i) => {
    await meter.choose(page, 'deadlines: filter', page.locator('#d-overdue'), i % 2 ? 'ArrowUp' : 'ArrowDown', calm)
  })
  await person.open('/deadlines')
  for (let i = 0; i < ROUNDS && (await test('more').count()); ++i) {
    const n = await page.locator('tbody tr').count()
    await meter.click(page, 'deadlines: more', test('more'), atLeast, `${n + 1}|tbody tr`)
  }
}

const bank: Play = async ({ page, meter, person, test }) => {
  const { items } = await as<{ items: { id: string }[] }>('bank1.contact1', 'referrals?state=Deciding&limit=200')
  const ids = items.map((one) => one.id).filter((id) => !used.has(id))
  await rounds(async (i) => {
    await person.open('/referrals')
    await meter.click(page, 'bank: the tab “to decide”', page.locator('.tabs a').nth(await tabAt(page, 'decide')), at, 'tab=decide')
    const link = page.locator(`main tbody a[href="/referrals/${ids[i]}"]`)
    const more = test('more')
    while (!(await link.count()) && (await more.count())) await more.click().then(() => person.settled())
    used.add(ids[i]!)
    await meter.click(page, 'bank: first click, a referral', link, opened, ids[i]!)
    await test('event-Declined').waitFor()
    await meter.click(page, 'bank: second click, the decision', test('event-Declined'), there, '.event-form')
    await meter.click(page, 'bank: third click, recorded', test('submit-event'), there, '[data-test=done]')
  })
  await person.open('/referrals')
  for (let i = 0; i < ROUNDS && (await test('more').count()); ++i) {
    const n = await page.locator('main tbody tr').count()
    await meter.click(page, 'bank: 50 more referrals', test('more'), atLeast, `${n + 1}|main tbody tr`)
  }
}
const tabAt = (page: Person['page'], tab: string) =>
  page.locator('.tabs a').evaluateAll((all, wanted) => all.findIndex((one) => one.getAttribute('href')!.includes(`tab=${wanted}`)), tab)

const dashboard: Play = async ({ page, meter, person, test }) => {
  await page.locator('[data-test=heat]').waitFor()
  await rounds(async () => {
    await meter.click(page, 'dashboard: heat map as a table', test('heat-as'), there, '[data-test=heat-table]')
    await meter.click(page, 'dashboard: and as a map', test('heat-as'), there, '[data-test=heat]')
    await meter.choose(page, 'dashboard: another measure', page.locator('#heat-measure'), 'ArrowDown', at, 'measure=')
  })
  await rounds(async (i) => {
    await meter.choose(page, 'dashboard: of a county', page.locator('#g-county'), i % 2 ? 'ArrowUp' : 'ArrowDown', calm)
  })
  await person.open('/board')
  await rounds(async (i) => {
    await meter.choose(page, 'board of the city: of a county', page.locator('#b-county'), i % 2 ? 'ArrowUp' : 'ArrowDown', calm)
  })
  await person.open('/cases')
  await rounds(async (i) => {
    await meter.choose(page, 'cases of the city: of a county', page.locator('#f-county'), i % 2 ? 'ArrowUp' : 'ArrowDown', calm)
  })
  await person.open('/admin/doctor')
  await rounds(() => meter.click(page, 'doctor: again', page.locator('main header button'), calm))
  await person.open('/help')
  await rounds((i) => meter.choose(page, 'help: of another role', page.locator('main select'), i % 2 ? 'ArrowUp' : 'ArrowDown', calm))
  await person.open('/admin/calendars')
  await rounds(async (i) => {
    await meter.click(page, 'calendar: another year', page.locator('main .head button').nth(i % 2), calm)
  })
  await rounds(async () => {
    await person.open('/admin/calendars?year=2026')
    const year = JSON.stringify({ 2027: { off: ['2027-01-01', '2027-01-02', '2027-01-08'], work: ['2027-01-03', '2027-01-10'] } })
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), meter.click(page, 'calendar: choose a notice', page.locator('#notice'))])
    await chooser.setFiles({ name: '2027.json', mimeType: 'application/json', buffer: Buffer.from(year) })
    await test('propose').waitFor()
  })
}

const directory: Play = async ({ page, meter, person }) => {
  await rounds(async () => {
    await person.open('/admin/organisations')
    await page.locator('#o-find').focus()
    await meter.type(page, 'organisations: typing', '4115')
    for (let k = 0; k < 4; ++k) await meter.key(page, 'organisations: typing', 'Backspace')
    await person.open('/admin/people')
    await page.locator('#p-find').focus()
    await meter.type(page, 'people: typing', 'shi')
    for (let k = 0; k < 3; ++k) await meter.key(page, 'people: typing', 'Backspace')
    await meter.click(page, 'people: manage one', page.locator('tbody button').first(), there, '[role=dialog]')
    await meter.key(page, 'people: leave', 'Escape', gone, '[role=dialog]')
    await meter.click(page, 'people: add one', page.locator('main .head button'), there, '[role=dialog] input')
    await meter.type(page, 'people: typing in the form', 'ab')
    await page.keyboard.press('Escape')
    await page.locator('[role=dialog]').waitFor({ state: 'hidden' })
  })
}

const audit: Play = async ({ page, meter, person, test }) => {
  for (let i = 0; i < ROUNDS && (await test('more').count()); ++i) {
    const n = await page.locator('main tbody tr').count()
    await meter.click(page, 'audit: more', test('more'), atLeast, `${n + 1}|main tbody tr`)
  }
  await rounds(async () => {
    await page.locator('#u-person').focus()
    await meter.type(page, 'audit: typing', 'ci')
    await meter.key(page, 'audit: find', 'Enter', calm)
    await person.open('/admin/audit')
  })
}

const window_: Play = async ({ page, meter, person, test }) => {
  await rounds(async () => {
    await person.open('/window')
    await page.locator('#w-name').focus()
    await meter.type(page, 'window: typing a name', TEXT)
    await page.locator('#w-purpose').focus()
    await meter.type(page, 'window: typing what for', 'abcd')
    await meter.choose(page, 'window: choose a township', page.locator('#w-township'))
    await meter.click(page, 'window: yes or no', page.locator('input[name=w-conditions]').first())
    await meter.click(page, 'window: take, with something missing', test('take'), there, '[aria-invalid=true]')
  })
}

const LONG = Array.from({ length: 1500 }, (_, i) => `# line ${i} of a plugin that somebody wrote at length`).join('\n')
const PLUGIN = {
  'plugin.yaml': `name: measured\nversion: VERSION\ncounty: '${COUNTY}'\ntitle: {zh: 测量, en: measured}\nhooks:\n  - {kind: step, name: check, at: Review.Preliminary}\npermissions:\n  fields: [case.id]\n  hosts: []\nlimits: {wall_ms: 5000}\n`,
  'main.py': `from qianqiao import Case, Verdict, step\n\n@step("check", stage="Review.Preliminary")\ndef check(case: Case) -> Verdict:\n    return Verdict.passed("ok")\n\n${LONG}\n`,
  'cases.yaml': 'cases:\n  - name: one\n    hook: step check\n    input: {case: {id: c}}\n    expect: {outcome: passed}\n',
}
let version = 0
const plugins: Play = async ({ page, meter, person, test }) => {
  const name = `1.0.${++version}`
  await page.locator('#p-file').setInputFiles({ name: 'measured.zip', mimeType: 'application/zip', buffer: zipped({ ...PLUGIN, 'plugin.yaml': PLUGIN['plugin.yaml'].replace('VERSION', name) }) })
  await meter.click(page, 'plugins: upload', test('upload-plugin'), at, 'measured')
  await rounds(async () => {
    await person.open('/admin/plugins')
    await meter.click(page, 'plugins: open one', page.locator('main tbody a').first(), there, '[data-test=edit-plugin]')
    await meter.click(page, 'plugin: open its files', test('edit-plugin'), there, '#edit-text')
    await page.locator('[data-file="plugin.yaml"]').click()
    await meter.click(page, 'plugin: another file', page.locator('[data-file="main.py"]'), there, '#edit-text')
    await page.locator('#edit-text').focus()
    await meter.type(page, 'plugin: typing in 1,500 lines', 'abcd')
    await test('discard-edit').click()
  })
}

const studio: Play = async ({ page, meter, person, test }) => {
  await rounds(async (i) => {
    await person.open(`/workflow/${COUNTY}`)
    await meter.click(page, 'studio: open a chart', test('tab-chart'), there, '[data-test=chart]')
    await meter.click(page, 'chart: open a stage', page.locator('[data-test=chart] [data-stage]').nth(i + 2), there, '[data-test=chart-stage]')
    await meter.click(page, 'chart: another one', test('chart-referrals').or(test('chart-referral')).first(), calm)
    await meter.click(page, 'chart: as a table', test('chart-as'), at, 'as=table')
  })
  await person.open(`/workflow/${COUNTY}?tab=drafts`)
  await page.locator('#draft-title').focus()
  await meter.type(page, 'studio: typing a title', TEXT)
  await meter.click(page, 'studio: begin a draft', test('begin-draft'), there, '[data-test=add-step]')
  await rounds(async (i) => {
    await test('tab-steps').click()
    await meter.click(page, 'draft: add a step', test('add-step'), there, '[data-test=step-form]')
    await page.locator('#step-title-zh').focus()
    await meter.type(page, 'draft: typing in a step', TEXT)
    await page.locator('#step-title-en').focus()
    await meter.type(page, 'draft: typing in a step', `s${i}ab`)
    await meter.choose(page, 'draft: the kind of a step', page.locator('#step-kind'))
    await page.locator('#step-kind').selectOption('notice')
    const to = page.locator('.check input, [data-test=step-form] input[type=checkbox]').first()
    if (await to.count()) await meter.click(page, 'draft: tick in a step', to)
    await page.getByRole('button', { name: '取消' }).click()
    await test('tab-limits').click()
    await page.locator('#visit_attempt_limit').fill(String(2 + i))
    await page.locator('#visit_attempt_limit').focus()
    await page.keyboard.press('ArrowUp')
    await meter.key(page, 'draft: put a limit', 'Tab')
    await meter.click(page, 'draft: the clocks', test('tab-clocks'), there, '#clock-hook')
    await meter.choose(page, 'draft: choose a clock', page.locator('#clock-hook'))
    await meter.click(page, 'draft: its chart', test('tab-chart'), there, '[data-test=chart]')
    await meter.click(page, 'draft: its text', test('tab-text'), there, '#draft-text')
    await page.locator('#draft-text').focus()
    await page.keyboard.press('Control+End')
    await meter.type(page, 'draft: typing its text', '#ab')
    await page.keyboard.press('Enter')
    await meter.click(page, 'draft: save', test('save-draft'), there, '[data-test=unsaved][data-unsaved=false]')
    await meter.click(page, 'draft: impact', test('tab-impact'), there, '[data-test=impact]')
  })
}

const phone: Play = async ({ page, meter, person, test }) => {
  await page.locator('.visit').first().waitFor()
  await rounds(async (i) => {
    await person.open('/m')
    await page.locator('.visit').first().waitFor()
    await meter.tap(page, 'phone: language', test('locale'), turned, await langNow(page))
    await meter.tap(page, 'phone: language', test('locale'), turned, await langNow(page))
    await meter.tap(page, 'phone: large type', test('large'), resized, await sizeNow(page))
    await test('large').tap()
    await page.locator('#m-find').tap()
    await meter.type(page, 'phone: typing in the search box', 'xym')
    await page.locator('#m-find').fill('')
    const visit = page.locator('.visit').nth(i)
    await meter.tap(page, 'phone: open a visit', visit, there, 'input[name=met]')
    await meter.tap(page, 'phone: met, the first step', page.locator('label:has(input[name=met][value=yes])'), there, 'input[name=outcome]')
    await meter.tap(page, 'phone: outcome, the next step', page.locator('label:has(input[name=outcome][value=demand])'), there, '#m-situation')
    for (const field of ['situation', 'purpose', 'remark']) {
      await page.locator(`#m-${field}`).focus()
      await meter.type(page, 'phone: typing in the form', 'abcd')
    }
    await meter.tap(page, 'phone: send, with something missing', test('send'), there, '.danger-text')
    await page.locator('#m-amount').focus()
    await meter.type(page, 'phone: typing in the form', '20')
    await meter.tap(page, 'phone: send', test('send'), there, '[data-outcome]')
    await meter.tap(page, 'phone: the outbox', page.locator('.tab').nth(1), at, '/m/outbox')
    await meter.tap(page, 'phone: back to the list', page.locator('.tab').nth(0), there, '.visit')
  })
}

const SCENES: [string, string, string, Play][] = [
  ['inbox', 'shihe.force1', '/inbox', inbox],
  ['navigation', 'shihe.force1', '/letters', navigation],
  ['cases', 'shihe.force1', '/cases', cases],
  ['case', 'shihe.force1', '/letters', oneCase],
  ['finding', 'shihe.force1', '/letters', finding],
  ['board', 'shihe.force1', '/letters', board],
  ['visits', 'shihe.force1', '/visits', visits],
  ['lists', 'shihe.office', '/lists', lists],
  ['slips', 'shihe.force1', '/slips', slips],
  ['deadlines', 'shihe.leader', '/deadlines', deadlines],
  ['bank', 'bank1.contact1', '/referrals', bank],
  ['dashboard', 'city.office', '/dashboard', dashboard],
  ['directory', 'city.security', '/admin/organisations', directory],
  ['navigation of an administrator', 'shihe.admin', '/letters', navigation],
  ['audit', 'city.auditor', '/admin/audit', audit],
  ['window', 'shihe.window', '/window', window_],
  ['plugins', 'shihe.admin', '/admin/plugins', plugins],
  ['studio', 'shihe.admin', `/workflow/${COUNTY}`, studio],
]

async function play(profile: string, username: string, home: string, played: Play) {
  const rate = profile.endsWith('4x') ? 4 : 1
  const person = await signedIn(username, rate, home, profile.startsWith('phone'))
  const meter = new Meter(profile)
  try {
    await played({ person, page: person.page, meter, test: (name) => person.page.locator(`[data-test=${name}]`) })
    if (person.troubles.length) throw new Error(person.troubles.join('\n'))
  } finally {
    rows.push(...meter.rows)
    writeFileSync(OUT, JSON.stringify(rows)) // what was measured stays, whatever comes next
    await person.close()
  }
}

for (const profile of PROFILES)
  describe(profile, () => {
    if (profile.startsWith('phone'))
      it('the phone pages', async () => {
        const visitors = server.accounts.filter((one) => one.username.startsWith('shihe.visit'))
        let most = { username: '', n: -1 }
        for (const { username } of visitors) {
          const { items } = await as<{ items: unknown[] }>(username, 'tasks?limit=200')
          if (items.length > most.n) most = { username, n: items.length }
        }
        await play(profile, most.username, '/m', phone)
      })
    else for (const [name, username, home, played] of SCENES) it(name, () => play(profile, username, home, played))
  })
