// Figures: the heat map of counties and banks, the funnel, the board of stages; each number opens a
// list of just as many, and each picture has its rows beside it.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PHONE, Person, launch } from './support/browser'
import { NOTHING, look } from './support/look'
import { Server } from './support/server'

let server: Server
let browser: Browser
let city: Person

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start({ demo: ['--size', '120', '--days', '40'] }), launch()])
  city = await signedIn('city.office')
})
afterAll(async () => {
  const troubles = city?.troubles ?? []
  await browser?.close()
  await server?.stop()
  expect(troubles).toEqual([])
})
const signedIn = (username: string, options = {}) =>
  Person.signedIn(browser, server.url, server.accounts.find((one) => one.username === username)!, options)

// Follows a number and counts what its list shows.
async function followed(person: Person, link: ReturnType<Person['page']['locator']>): Promise<[number, number]> {
  const count = Number((await link.innerText()).match(/\d+/)![0])
  const from = person.page.url()
  await link.click()
  await person.page.waitForURL((address) => address.href !== from)
  await person.settled()
  while (await person.page.locator('[data-test=more]').count()) {
    const before = await person.page.locator('main tbody tr').count()
    await person.page.locator('[data-test=more]').click()
    await person.page.waitForFunction((n) => document.querySelectorAll('main tbody tr').length > n, before)
  }
  const shown = await person.page.locator('main tbody tr').count()
  await person.page.goto(from)
  await person.settled()
  return [count, shown]
}

describe('the dashboard', () => {
  it('shades each bank in each county by its number, which opens its list', async () => {
    const { page } = city
    await city.open('/dashboard')
    await page.locator('[data-test=heat]').waitFor()
    expect(await page.locator('[data-cell]').count()).toBeGreaterThan(5)
    expect(await look(city, 'heat-credit-zh')).toEqual(NOTHING)
    for (const [measure, n] of [['contact', 1], ['pending', 0]] as const) {
      await page.selectOption('#heat-measure', measure)
      await page.waitForURL(new RegExp(`measure=${measure}`))
      const [count, shown] = await followed(city, page.locator('[data-cell] a:not(:text-is("0"))').nth(n))
      expect([measure, shown]).toEqual([measure, count])
    }
    const told = await page.locator('[data-cell]:has(a)').count()
    await page.locator('[data-test=heat-as]').click()
    await page.locator('[data-test=heat-table]').waitFor()
    expect(await page.locator('[data-test=heat-table] tbody tr').count()).toBe(told)
    expect(await look(city, 'heat-table-zh')).toEqual(NOTHING)
  })

  it('tells the funnel in shares, and how long cases have been open', async () => {
    const { page } = city
    const figures = await server.ask<{ total: Record<string, number> }>('GET', 'figures')
    const { signed, contacted, granted } = figures.total as { signed: number; contacted: number; granted: number }
    const share = (part: number, whole: number) => `${Math.round((1000 * part) / whole) / 10}%`
    expect((await page.locator('[data-step=granted] td').allInnerTexts()).slice(1, 4)).toEqual([String(granted), share(granted, signed), share(granted, contacted)])
    await page.locator('[data-test=ageing]').scrollIntoViewIfNeeded()
    expect(await look(city, 'ageing-zh')).toEqual(NOTHING)
  })
})

describe('the board', () => {
  it('has a column for each stage; how many, how late and how old, each opens its list', async () => {
    const { page } = city
    await city.open('/board')
    expect(await look(city, 'board-zh')).toEqual(NOTHING)
    const column = page.locator('[data-stage]').filter({ has: page.locator('.danger') }).first()
    for (const link of [column.locator('h2 a'), column.locator('.danger'), page.locator('[data-age] a').first(), page.locator('[data-age] a').last()]) {
      const [count, shown] = await followed(city, link)
      expect(shown).toBe(count)
    }
    await city.locale('en')
    await page.goto(`${server.url}/board`)
    await city.settled()
    await page.selectOption('#b-county', '411525')
    await page.waitForURL(/county=411525/)
    await city.settled()
    const [count, shown] = await followed(city, page.locator('[data-test=board-total] a').first())
    expect(shown).toBe(count)
    expect(await look(city, 'board-en')).toEqual(NOTHING)
    await city.locale('zh')
  })

  it('is a county’s own for its people, and fits a phone', async () => {
    const phone = await signedIn('shihe.leader', { viewport: PHONE })
    for (const path of ['/board', '/dashboard']) {
      await phone.open(path)
      expect([path, await look(phone, `figures-phone${path.replace('/', '-')}`)]).toEqual([path, NOTHING])
    }
    expect(phone.troubles).toEqual([])
    await phone.close()
  })
})
