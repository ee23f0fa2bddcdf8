// A case, a referral, a slip and their forms, the phone pages, and the desk in a narrow window.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PHONE, Person, launch } from './support/browser'
import { NOTHING, look, named } from './support/look'
import { Server } from './support/server'

const PHONE_PAGES = ['/m', '/m/outbox']

let server: Server
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start({ demo: ['--size', '120', '--days', '25'] }), launch()])
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const signedIn = (username: string, phone = false, home = '/') => {
  const account = server.accounts.find((one) => one.username === username)!
  return Person.signedIn(browser, server.url, account, phone ? { viewport: PHONE, hasTouch: true, isMobile: true } : {}, home)
}

// Somebody of this role who has something to do.
async function busy(role: string) {
  for (const account of server.accounts.filter((one) => one.role === role)) {
    const { items } = await server.ask<{ items: unknown[] }>('GET', 'tasks?limit=1', undefined, { 'X-Qianqiao-Actor': account.username })
    if (items.length) return account.username
  }
  throw new Error(`no ${role} has anything to do`)
}

describe('at the desk', () => {
  it('a case, a referral and a slip with all that opens on them', async () => {
    const person = await signedIn('shihe.force1')
    for (const [list, name] of [['/cases?stage=BankDecision', 'case'], ['/referrals', 'referral'], ['/slips', 'slip']] as const)
      for (const locale of ['zh', 'en'] as const) {
        await person.locale(locale)
        await person.open(list)
        await person.page.locator('main tbody a').first().click()
        await person.page.waitForURL(/\/\d{6}[CRS]\w+$/)
        await person.settled()
        const why = person.page.locator('.clock button[aria-expanded=false]').first()
        if (await why.count()) await why.click()
        expect([name, locale, await look(person, `${name}-${locale}`)]).toEqual([name, locale, NOTHING])
      }
    await person.close()
  })

  it('forms, in large type too', async () => {
    const person = await signedIn('shihe.reviewer1')
    await person.open('/cases?stage=Review.Preliminary')
    await person.page.locator('main tbody a').first().click()
    await person.page.locator('[data-test=event-ReviewApproved]').click()
    await person.page.locator('[data-test=submit-event]').click()
    expect(await look(person, 'form-review')).toEqual(NOTHING)
    await person.page.locator('[data-test=large]').click()
    await person.page.locator('html.large').waitFor()
    expect(await look(person, 'form-review-large')).toEqual(NOTHING)
    await person.close()
  })

  it('a page that is slow to come: the click is answered before', async () => {
    const person = await signedIn('shihe.force1', false, '/cases')
    let bring = () => {}
    const brought = new Promise<void>((done) => (bring = done))
    await person.page.route(/BoardPage.*\.js/, async (asked) => {
      await brought
      await asked.continue()
    })
    const line = person.page.locator('.on-its-way')
    expect(await line.count()).toBe(0)
    await person.page.locator('nav a[href="/board"]').click()
    await line.waitFor()
    expect(person.page.url()).toContain('/cases')
    await person.shot('on-its-way')
    bring()
    await person.page.waitForURL(/\/board/)
    await person.settled()
    expect(await line.count()).toBe(0)
    await person.close()
  })
})

describe('on a phone', () => {
  it('visits, their form and the outbox', async () => {
    const person = await signedIn(await busy('visitor'), true, '/m')
    for (const locale of ['zh', 'en'] as const) {
      await person.locale(locale)
      for (const path of PHONE_PAGES) {
        await person.open(path)
        expect([path, locale, await look(person, named('phone', path, locale))]).toEqual([path, locale, NOTHING])
      }
      await person.open('/m')
      await person.page.locator('.visit').first().click()
      await person.page.locator('input[name=met][value=yes]').check()
      await person.page.locator('input[name=outcome][value=demand]').check()
      expect([locale, await look(person, `phone-visit-${locale}`)]).toEqual([locale, NOTHING])
    }
    await person.close()
  })

  it('the desk pages fit too', async () => {
    const person = await signedIn('shihe.force1', true)
    for (const path of ['/inbox', '/cases', '/lists', '/dashboard', '/rosters', '/letters']) {
      await person.open(path)
      expect([path, await look(person, named('narrow', path, 'zh'))]).toEqual([path, NOTHING])
    }
    await person.close()
  })
})
