// A visit without a network: the list and the form are there, what was filled in waits on the phone
// and goes once the server has it; a case that changed meanwhile is shown, not overwritten.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PHONE, Person, launch } from './support/browser'
import { COUNTY, TOWN, account, found, post } from './support/county'
import { Server } from './support/server'

let server: Server
let browser: Browser
const NAMES = ['离线一号农场', '离线二号农场', '弱网农场']

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start(), launch()])
  await found(server)
  for (const [i, name] of NAMES.entries()) {
    const { id } = await post(server, 'office', 'cases', 'Listed', {}, { county: COUNTY, enterprise: { name, kind: 'family_farm', township: TOWN, contact_phone: '13800000001', address: `茶山路${i + 1}号` } })
    await post(server, 'office', `cases/${id}/events`, 'ScreenedIn', { conditions_met: true })
    await post(server, 'visitor', `cases/${id}/events`, 'VisitPlanned', { planned_on: '2025-03-03', team: TOWN, channel: i ? 'phone' : 'on_site' })
  }
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})
const stateOf = async (name: string) => {
  const { items } = await server.ask<{ items: { id: string; enterprise_name: string; state: string }[] }>('GET', 'cases')
  return items.find((one) => one.enterprise_name === name)!
}

async function fillIn({ page }: Person) {
  await page.locator('input[name=met][value=yes]').check()
  await page.locator('input[name=outcome][value=demand]').check()
  await page.fill('#m-situation', '缺流动资金')
  await page.fill('#m-amount', '20')
  await page.fill('#m-purpose', '买茶青')
}

describe('an offline visit', () => {
  it('is filled in without a network, survives a reload, and is sent when it is back', async () => {
    const person = await Person.signedIn(browser, server.url, account('visitor'), { viewport: PHONE, hasTouch: true, isMobile: true }, '/m')
    const { page, context } = person
    await page.locator('.visit').nth(1).waitFor()
    // The worker holds the application and the road's cases are kept.
    await page.waitForFunction(() => navigator.serviceWorker.ready.then(() => true))
    await page.waitForFunction(async () => (await caches.keys()).length > 0 && navigator.serviceWorker.controller !== null)
    await page.locator('[data-test=kept]').nth(1).waitFor()
    await context.setOffline(true)

    await page.goto(`${server.url}/m`)
    await page.locator('[data-test=offline]').waitFor()
    await page.locator('.visit', { hasText: NAMES[0] }).click()
    await fillIn(person)
    await page.reload()
    await page.locator('#m-amount').waitFor()
    expect(await page.inputValue('#m-amount')).toBe('20')
    await person.shot('phone-offline')
    await page.locator('[data-test=send]').click()
    await page.locator('[data-outcome=kept]').waitFor()
    expect((await stateOf(NAMES[0]!)).state).toBe('Visit.Planned')
    await page.goto(`${server.url}/m/outbox`)
    await page.locator('li[data-state=queued]').waitFor()
    await person.shot('phone-outbox')

    await context.setOffline(false)
    await page.locator('li[data-state=queued]').waitFor({ state: 'detached' })
    expect(await page.locator('li').allInnerTexts()).toEqual([])
    expect((await stateOf(NAMES[0]!)).state).toBe('Application')
    expect(person.troubles).toEqual([])
    await person.close()
  })

  it('on a network that never answers is said to be kept, and goes later', async () => {
    const person = await Person.signedIn(browser, server.url, account('visitor'), { viewport: PHONE, hasTouch: true, isMobile: true }, '/m')
    const { page } = person
    await page.locator('.visit', { hasText: NAMES[2] }).click()
    await fillIn(person)
    await page.route('**/events', () => {}) // neither answered nor refused
    await page.locator('[data-test=send]').click()
    await page.locator('[data-outcome=kept]').waitFor()
    expect((await stateOf(NAMES[2]!)).state).toBe('Visit.Planned')
    await page.unroute('**/events')
    await person.open('/m/outbox')
    await expect.poll(async () => (await stateOf(NAMES[2]!)).state).toBe('Application')
    expect(person.troubles).toEqual([])
    await person.close()
  })

  it('opened by its address bears the server’s day, however late that is told', async () => {
    const { id } = await stateOf(NAMES[1]!)
    const person = await Person.at(browser, server.url, { viewport: PHONE })
    const { page } = person
    let tell = () => {}
    const told = new Promise<void>((resolve) => (tell = resolve))
    await page.route('**/api/v1/clock', async (route) => {
      await told
      await route.continue()
    })
    await page.goto(`${server.url}/sign-in?next=${encodeURIComponent(`/m/visits/${id}`)}`)
    await person.signIn(account('visitor'))
    await page.locator('#m-on').waitFor()
    expect(await page.inputValue('#m-on')).not.toBe('2025-03-03')
    tell()
    await expect.poll(() => page.inputValue('#m-on')).toBe('2025-03-03')
    await person.close()
  })

  it('shows a conflict and keeps the text', async () => {
    const person = await Person.signedIn(browser, server.url, account('visitor'), { viewport: PHONE, hasTouch: true, isMobile: true }, '/m')
    const { page } = person
    await page.locator('.visit', { hasText: NAMES[1] }).click()
    await fillIn(person)
    const { id } = await stateOf(NAMES[1]!)
    await post(server, 'force', `cases/${id}/events`, 'VisitAttempted', { attempted_on: '2025-03-03', channel: 'phone' })
    await page.locator('[data-test=send]').click()
    await page.locator('[data-test=refused]').waitFor()
    expect(await page.inputValue('#m-situation')).toBe('缺流动资金')
    expect(await person.findings()).toEqual([])
    await person.shot('phone-conflict')
    await page.locator('[data-test=send]').click()
    await page.locator('[data-outcome=sent]').waitFor()
    expect((await stateOf(NAMES[1]!)).state).toBe('Application')
    await person.close()
  })
})
