// Visits are planned by dragging an enterprise onto a day, by keyboard as well; a refusal puts it
// back and says why.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PHONE, Person, launch } from './support/browser'
import { COUNTY, TOWN, account, found, post } from './support/county'
import { NOTHING, look } from './support/look'
import { Server } from './support/server'

const NAMES = ['车云山茶业有限公司', '南湾渔家饭店', '董家河家庭农场', '浉河港毛尖合作社', '老城印刷厂', '五星粮油商行', '双井建材有限公司', '吴家店养殖场']
const SECOND = '411502002'
const AT = '2025-04-01T09:00' // before 清明, 4 to 6 April

let server: Server
let browser: Browser
let force: Person
const ids: string[] = []

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start({ at: AT }), launch()])
  await found(server)
  await server.ask('POST', 'organisations', {
    organisations: [{ id: SECOND, parent: COUNTY, kind: 'township', name: '董家河镇', area: COUNTY }], people: [],
  })
  for (const [i, name] of NAMES.entries()) {
    const { id } = await post(server, 'office', 'cases', 'Listed', {}, { county: COUNTY, enterprise: { name, kind: 'family_farm', township: i % 3 ? TOWN : SECOND } })
    await post(server, 'force', `cases/${id}/events`, 'ScreenedIn', { conditions_met: true })
    ids.push(id)
  }
  await server.ask('POST', 'rounds', { county: COUNTY, name: '春季走访', opens: '2025-04-01', ends: '2025-04-30' }, { 'X-Qianqiao-Actor': 'office' })
  force = await Person.signedIn(browser, server.url, account('force'), {}, '/visits')
})
afterAll(async () => {
  const troubles = force?.troubles ?? []
  await browser?.close()
  await server?.stop()
  expect(troubles).toEqual([])
})

const at = (test: string, person = force) => person.page.locator(`[data-test=${test}]`)
const card = (i: number) => force.page.locator(`[data-card="${ids[i]}"]`)
const on = (day: string) => force.page.locator(`[data-day="2025-${day}"]`)
const inDay = (day: string, i: number) => on(day).locator(`[data-card="${ids[i]}"]`)
const visit = async (i: number) => (await server.ask<{ visit: { planned_on: string | null; team: string } }>('GET', `cases/${ids[i]}`)).visit
const plans = async (i: number) =>
  (await server.ask<{ items: { event: string }[] }>('GET', `cases/${ids[i]}/events?limit=200`)).items.filter((one) => one.event === 'VisitPlanned').length
const settledCard = (i: number) => force.page.locator(`[data-card="${ids[i]}"]:not([aria-busy])`).waitFor()

describe('a plan of visits', () => {
  it('is reached from the navigation, and shows two weeks of working days', async () => {
    await force.open('/inbox')
    await force.page.locator('nav a', { hasText: '走访安排' }).click()
    await force.page.waitForURL(/\/visits$/)
    await force.settled()
    const days = await force.page.locator('[data-day]').evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.day!.slice(5)))
    expect(days).toEqual(['04-01', '04-02', '04-03', '04-07', '04-08', '04-09', '04-10', '04-11', '04-14', '04-15'])
    expect(await on('04-07').innerText()).toMatch(/4月4日至4月6日放假/)
    expect(await at('rounds').innerText()).toBe('春季走访：到2025年4月30日，已纳入 8 户')
    expect(await force.page.locator('[data-group=unplanned] [data-card]').count()).toBe(8)
  })

  it('takes a drop on a day for the enterprise’s own township, and one on a team for that team', async () => {
    await card(1).dragTo(on('04-02'))
    await inDay('04-02', 1).waitFor()
    await settledCard(1)
    expect(await visit(1)).toMatchObject({ planned_on: '2025-04-02', team: TOWN })
    const { items } = await server.ask<{ items: { event: string; data: object }[] }>('GET', `cases/${ids[1]}/events?limit=200`)
    expect(items.at(-1)).toMatchObject({ event: 'VisitPlanned', data: { planned_on: '2025-04-02', team: TOWN, channel: 'on_site' } })
    await card(0).dragTo(on('04-02').locator(`[data-team="${TOWN}"]`))
    await settledCard(0)
    await on('04-02').locator(`[data-team="${TOWN}"] [data-card="${ids[0]}"]`).waitFor()
    expect(await visit(0)).toMatchObject({ planned_on: '2025-04-02', team: TOWN })
    expect(await on('04-02').locator('[data-test=count]').innerText()).toBe('2 户')
    expect([await plans(0), await plans(1)]).toEqual([1, 1])
  })

  it('moves to another day; where it stands already nothing is recorded', async () => {
    await card(1).dragTo(on('04-08'))
    await inDay('04-08', 1).waitFor()
    await settledCard(1)
    await card(1).dragTo(on('04-08'))
    expect(await visit(1)).toMatchObject({ planned_on: '2025-04-08', team: TOWN })
    expect(await plans(1)).toBe(2)
    await card(1).dragTo(at('tray'))
    await force.page.getByRole('alert').filter({ hasText: '不能撤回' }).waitFor()
    expect(await plans(1)).toBe(2)
    await force.page.reload()
    await force.settled()
    expect(await inDay('04-08', 1).count()).toBe(1)
  })

  it('says at once where another team’s visit is near', async () => {
    await force.page.selectOption('#plan-team', SECOND)
    await card(1).dragTo(on('04-09'))
    await force.page.locator(`[data-news="${ids[1]}"]`, { hasText: '近期已有其他单位走访' }).waitFor()
    expect(await visit(1)).toMatchObject({ planned_on: '2025-04-09', team: SECOND })
    await force.page.locator(`[data-news="${ids[1]}"] button`).click()
    await force.page.selectOption('#plan-team', '')
  })

  it('goes by keyboard alone, several at once', async () => {
    const { page } = force
    for (const i of [2, 3, 4]) {
      await card(i).locator('input').focus()
      await page.keyboard.press('Space')
    }
    expect(await at('chosen').innerText()).toBe('已选 3 项')
    await at('plan-day').focus()
    for (let i = 0; i < 3; ++i) await page.keyboard.press('ArrowDown')
    expect(await at('plan-day').inputValue()).toBe('2025-04-03')
    await at('plan-put').focus()
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.querySelector('[data-test=told]')?.textContent === '已安排 3 户到4月3日。')
    expect(await at('chosen').innerText()).toBe('已选 0 项')
    for (const i of [2, 3, 4]) expect(await visit(i)).toMatchObject({ planned_on: '2025-04-03', team: i === 3 ? SECOND : TOWN })
    expect(await look(force, 'planning-zh')).toEqual(NOTHING)
  })

  it('puts a card back where the server refuses it, and tells its reason', async () => {
    const { page } = force
    // Somebody else records the visit, and this page has not heard of it.
    await page.route('**/api/v1/changes*', (route) => route.abort())
    await page.route('**/api/v1/stream*', (route) => route.abort())
    await page.route(/\/api\/v1\/cases\?/, (route) => route.abort())
    await post(server, 'visitor', `cases/${ids[4]}/events`, 'VisitRecorded', { visited_on: '2025-04-01', channel: 'phone', outcome: 'no_demand' })
    await card(4).dragTo(on('04-10'))
    await page.locator(`[data-news="${ids[4]}"] [role=alert]`).waitFor()
    expect(await page.locator(`[data-news="${ids[4]}"]`).innerText()).toMatch(/他人更新|不能|办结/)
    expect(await on('04-10').locator('[data-card]').count()).toBe(0)
    await page.unroute(/\/api\/v1\/cases\?/)
    await page.unroute('**/api/v1/changes*')
    await page.unroute('**/api/v1/stream*')
    await force.open('/visits')
    expect(await card(4).count()).toBe(0) // it is visited
  })

  it('records once what was sent twice because an answer was lost', async () => {
    const { page } = force
    await page.route(`**/cases/${ids[5]}/events`, async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      await route.fetch()
      return route.abort()
    })
    await card(5).dragTo(on('04-11'))
    await page.locator(`[data-news="${ids[5]}"]`, { hasText: '连不上服务器' }).waitFor()
    await page.unroute(`**/cases/${ids[5]}/events`)
    await card(5).dragTo(on('04-11'))
    await inDay('04-11', 5).waitFor()
    await settledCard(5)
    expect([await visit(5), await plans(5)]).toMatchObject([{ planned_on: '2025-04-11' }, 1])
  })

  it('looks two weeks on and back, by township, in the other language and on a phone', async () => {
    const { page } = force
    await at('later').click()
    await page.waitForURL(/from=2025-04-16/)
    await on('04-27').filter({ hasText: '调休上班' }).waitFor()
    expect(await page.locator('[data-group=elsewhere] [data-card]').count()).toBeGreaterThan(2)
    await at('earlier').click()
    await page.waitForURL((url) => !url.searchParams.has('from'))
    await page.selectOption('#plan-township', SECOND)
    await page.waitForURL(/township=411502002/)
    await page.locator('[data-card]').first().waitFor()
    await force.locale('en')
    await force.open('/visits')
    expect(await look(force, 'planning-en')).toEqual(NOTHING)
    await force.locale('zh')
    const phone = await Person.signedIn(browser, server.url, account('visitor'), { viewport: PHONE }, '/visits')
    expect(await look(phone, 'planning-phone')).toEqual(NOTHING)
    await phone.close()
    const leader = await Person.signedIn(browser, server.url, account('leader'), {}, '/inbox')
    await leader.settled()
    expect(await leader.page.locator('nav a', { hasText: '走访安排' }).count()).toBe(0)
    await leader.close()
  })
})
