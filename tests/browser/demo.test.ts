// A visitor of the demo takes one part after another, without a password.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PHONE, Person, launch } from './support/browser'
import { Server } from './support/server'

let server: Server
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start({ demo: ['--size', '40', '--seed', '7'] }), launch()])
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const doors = (person: Person) => person.page.locator('nav a').evaluateAll((links) => links.map((one) => one.getAttribute('href')))
const inboxOf = async (person: Person) =>
  person.page.evaluate(async () => {
    const answer = await fetch('/api/v1/tasks?limit=1000')
    return ((await answer.json()) as { items: { role: string }[] }).items.map((task) => task.role)
  })

describe('the roles of the demo', () => {
  it('are entered by one click on the page of signing in, and switched on the top bar', async () => {
    const person = await Person.at(browser, server.url)
    const { page } = person
    await person.open('/sign-in')
    await page.locator('[data-test=demo-roles]').waitFor()
    expect(await person.findings()).toEqual([])
    await person.shot('demo-sign-in')
    await page.locator('[data-test="enter-shihe.admin"]').click()
    await page.waitForURL((address) => address.pathname !== '/sign-in')
    await person.settled()
    expect(await doors(person)).toContain('/admin/people')
    await person.open('/admin/people')
    await page.locator('text=shihe.force1').first().waitFor()

    await page.locator('[data-test=switch-role]').click()
    await page.locator('[data-test="enter-shihe.admin"][aria-current=true]').waitFor()
    expect(await person.findings()).toEqual([])
    await person.shot('demo-switch')
    await page.locator('[data-test="enter-bank1.contact1"]').click()
    await page.waitForURL(/\/inbox$/)
    await person.settled()
    expect(await doors(person)).not.toContain('/admin/people')
    expect(await doors(person)).toContain('/referrals')
    const roles = await inboxOf(person)
    expect(roles.every((role) => role === 'bank_contact' || role === 'bank_head')).toBe(true)

    const own = await server.ask<{ items: { id: string }[] }>('GET', 'referrals?limit=1000', undefined, { 'X-Qianqiao-Actor': 'bank1.contact1' })
    await person.open('/referrals')
    const shown = await page.locator('a[href^="/referrals/"]').evaluateAll((links) => links.map((one) => one.getAttribute('href')!.split('/')[2]!))
    const mine = new Set(own.items.map((one) => one.id))
    expect(shown.length).toBeGreaterThan(0)
    expect(shown.filter((id) => !mine.has(id))).toEqual([])
    expect(person.troubles).toEqual([])
    await person.close()
  })

  it('are switched on a phone too', async () => {
    const person = await Person.at(browser, server.url, { viewport: PHONE, hasTouch: true, isMobile: true })
    const { page } = person
    const visitor = server.accounts.find((one) => one.role === 'visitor')!
    await person.open('/sign-in?next=/m')
    await page.locator('details:has([data-test^="enter-shihe.visit"]) summary').first().click()
    await page.locator(`[data-test="enter-${visitor.username}"]`).click()
    await page.waitForURL((address) => address.pathname.startsWith('/m'))
    await person.settled()
    await page.locator('[data-test=switch-role]').click()
    await page.locator(`[data-test="enter-${visitor.username}"][aria-current=true]`).waitFor({ state: 'attached' })
    expect(await person.findings()).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width)
    await person.shot('demo-switch-phone')
    await page.locator('[data-test="enter-shihe.force1"]').click()
    await page.waitForURL(/\/inbox$/)
    await person.settled()
    expect(person.troubles).toEqual([])
    await person.close()
  })

  it('are offered in a demo only', async () => {
    const real = await Server.start()
    const person = await Person.at(browser, real.url)
    await person.open('/sign-in')
    await person.page.locator('a[href="/setup"]').waitFor()
    expect(await person.page.locator('[data-test=demo-roles]').count()).toBe(0)
    await person.close()
    await real.stop()
  })
})
