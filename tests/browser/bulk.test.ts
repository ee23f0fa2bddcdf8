// The same for many: chosen rows or all that match, looked at first, recorded one after another; a
// refusal stays with its own case, a stop and a cut network lose nothing and record nothing twice.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PHONE, Person, launch } from './support/browser'
import { COUNTY, TOWN, account, appliedFor, found, post, pushed, stateOf } from './support/county'
import { NOTHING, look } from './support/look'
import { Server } from './support/server'

let server: Server
let browser: Browser
let force: Person
const listed: string[] = []

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start(), launch()])
  await found(server)
  for (let i = 1; i <= 6; ++i) {
    const { id } = await post(server, 'office', 'cases', 'Listed', {}, { county: COUNTY, enterprise: { name: `名录农场${i}`, kind: 'family_farm', township: TOWN } })
    listed.push(id)
  }
  await appliedFor(server, '已申报农场')
  force = await Person.signedIn(browser, server.url, account('force'), {}, '/cases')
})
afterAll(async () => {
  const troubles = force?.troubles ?? []
  await browser?.close()
  await server?.stop()
  expect(troubles).toEqual([])
})

const at = (test: string, person = force) => person.page.locator(`[data-test=${test}]`)
const row = (id: string) => force.page.locator(`[data-row="${id}"]`)
const events = async (id: string, event: string) =>
  (await server.ask<{ items: { event: string }[] }>('GET', `cases/${id}/events?limit=200`)).items.filter((one) => one.event === event).length

describe('many cases', () => {
  it('all that match are chosen, tried, and recorded; what changed meanwhile is refused alone', async () => {
    const { page } = force
    await force.open('/cases?open=true')
    await at('choose-matching').click()
    await page.waitForFunction(() => document.querySelector('[data-test=chosen]')?.textContent === '已选 7 项')
    expect(await look(force, 'bulk-chosen-zh')).toEqual(NOTHING)
    await at('open-bulk').click()
    await page.locator('#bulk-event').waitFor()
    await page.selectOption('#bulk-event', 'cases.ScreenedIn')
    expect(await at('bulk-tally').innerText()).toBe('试算：可以登记 6 项，不可以 1 项；尚未登记。')
    expect(await at('bulk-rows').innerText()).toMatch(/已申报农场[\s\S]*不可以 现在的环节不能办这件事。/)
    await at('run-bulk').click() // a form with something missing is not sent
    await page.locator('[aria-invalid=true], [aria-describedby$="-fault"]').first().waitFor()
    expect(await stateOf(server, 'cases', listed[0]!)).toBe('Roster')
    await page.locator('input[name="field-ScreenedIn-conditions_met"]').first().check()
    expect(await look(force, 'bulk-tried-zh')).toEqual(NOTHING)
    await post(server, 'office', `cases/${listed[5]}/events`, 'ExcludedFromRoster', { reason: 'deregistered' })
    await at('run-bulk').click()
    await page.waitForFunction(() => document.querySelector('[data-test=bulk-tally]')?.textContent === '已登记 5 项，未成 1 项，未办 0 项。')
    await page.locator('[data-test=run-bulk]').waitFor()
    for (const id of listed.slice(0, 5)) expect(await stateOf(server, 'cases', id)).toBe('Visit.Unplanned')
    expect(await row(listed[5]!).innerText()).toMatch(/未成 .{8,}/)
    expect(await look(force, 'bulk-done-zh')).toEqual(NOTHING)
    await at('close-bulk').click()
    expect(await at('chosen').innerText()).toBe('已选 2 项')
  })

  it('can be stopped between two, and goes on where it stopped', async () => {
    const { page } = force
    await force.open('/cases?state=Visit.Unplanned')
    await at('choose-shown').check()
    await at('open-bulk').click()
    await page.selectOption('#bulk-event', 'cases.VisitPlanned')
    await page.selectOption('#field-VisitPlanned-channel', 'on_site')
    await page.selectOption('#field-VisitPlanned-team', TOWN)
    let sent = 0
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    await page.route('**/events', async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      if (++sent === 2) await held
      return route.continue()
    })
    await at('run-bulk').click()
    await page.waitForFunction(() => document.querySelector('[data-test=bulk-tally]')?.textContent?.startsWith('已登记 1 项'))
    await at('stop-bulk').click()
    release()
    await page.waitForFunction(() => document.querySelector('[data-test=bulk-tally]')?.textContent === '已登记 2 项，未成 0 项，未办 3 项。')
    await at('run-bulk').waitFor()
    expect(sent).toBe(2)
    await page.unroute('**/events')
    await at('run-bulk').click()
    await page.waitForFunction(() => document.querySelector('[data-test=bulk-tally]')?.textContent === '已登记 5 项，未成 0 项，未办 0 项。')
    for (const id of listed.slice(0, 5)) expect([await stateOf(server, 'cases', id), await events(id, 'VisitPlanned')]).toEqual(['Visit.Planned', 1])
  })

  it('refuses another text where an answer was lost, rather than recording a second', async () => {
    const { page } = force
    await force.open('/cases?state=Visit.Planned')
    await page.locator(`[data-choose="${listed[2]}"]`).check()
    await at('open-bulk').click()
    await page.selectOption('#bulk-event', 'cases.VisitAttempted')
    await page.selectOption('#field-VisitAttempted-channel', 'phone')
    await page.route('**/events', async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      await route.fetch()
      return route.abort()
    })
    await at('run-bulk').click()
    await row(listed[2]!).filter({ hasText: '连不上服务器' }).waitFor()
    await page.unroute('**/events')
    await page.fill('#field-VisitAttempted-remark', '换一种写法')
    await at('run-bulk').click()
    await row(listed[2]!).filter({ hasText: '已被他人更新' }).waitFor()
    expect(await events(listed[2]!, 'VisitAttempted')).toBe(1)
  })

  it('survives a cut network: what was answered stays, the rest waits with its text', async () => {
    const { page } = force
    await force.open('/cases?state=Visit.Planned')
    await page.locator(`[data-choose="${listed[0]}"]`).check()
    await page.locator(`[data-choose="${listed[1]}"]`).check()
    await at('open-bulk').click()
    await page.selectOption('#bulk-event', 'cases.VisitAttempted')
    await page.selectOption('#field-VisitAttempted-channel', 'phone')
    await page.fill('#field-VisitAttempted-remark', '电话无人接听')
    let posts = 0
    // The second is recorded by the server, and its answer is lost on the way.
    await page.route('**/events', async (route) => {
      if (route.request().method() !== 'POST' || ++posts !== 2) return route.continue()
      await route.fetch()
      return route.abort()
    })
    await at('run-bulk').click()
    await page.waitForFunction(() => document.querySelector('[data-test=bulk-tally]')?.textContent === '已登记 1 项，未成 0 项，未办 1 项。')
    await at('run-bulk').waitFor() // it has stopped
    await page.unroute('**/events')
    expect(await page.inputValue('#field-VisitAttempted-remark')).toBe('电话无人接听')
    await at('run-bulk').click()
    await page.waitForFunction(() => document.querySelector('[data-test=bulk-tally]')?.textContent === '已登记 2 项，未成 0 项，未办 0 项。')
    for (const id of listed.slice(0, 2)) expect(await events(id, 'VisitAttempted')).toBe(1)
  })
})

describe('the inbox', () => {
  it('chooses by keyboard, and a bank contacts its enterprises together', async () => {
    const referrals = [await pushed(server, '对接农场甲'), await pushed(server, '对接农场乙')].map((one) => one.referral)
    const contact = await Person.signedIn(browser, server.url, account('contact-a'), {}, '/inbox')
    const { page } = contact
    await contact.settled()
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    expect(await at('chosen', contact).innerText()).toBe('已选 2 项')
    await contact.locale('en')
    await contact.open('/inbox')
    await at('choose-matching', contact).click()
    await at('open-bulk', contact).click()
    await page.selectOption('#bulk-event', 'referrals.Contacted')
    await page.selectOption('#field-Contacted-channel', 'phone')
    expect(await look(contact, 'bulk-inbox-en')).toEqual(NOTHING)
    await at('run-bulk', contact).click()
    await page.waitForFunction(() => document.querySelector('[data-test=bulk-tally]')?.textContent === '2 recorded, 0 refused, 0 not done.')
    for (const id of referrals) expect(await stateOf(server, 'referrals', id)).toBe('Contacted')
    expect(contact.troubles).toEqual([])
    await contact.close()
  })

  it('fits a phone; who only reads is offered nothing', async () => {
    const phone = await Person.signedIn(browser, server.url, account('visitor'), { viewport: PHONE }, '/inbox')
    await phone.page.locator(`[data-choose="${listed[2]}"]`).check()
    expect(await look(phone, 'bulk-phone')).toEqual(NOTHING)
    await phone.close()
    const auditor = await Person.signedIn(browser, server.url, account('auditor'), {}, '/cases')
    await auditor.settled()
    expect(await auditor.page.locator('[data-choose], [data-test=choose-matching]').count()).toBe(0)
    await auditor.close()
  })
})
