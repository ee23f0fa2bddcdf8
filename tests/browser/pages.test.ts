// Every page, in both languages, at the desk and on a phone: nothing for axe to find, nothing that
// the content policy refuses, nothing wider than the window.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DESK, PHONE, Person, launch } from './support/browser'
import { Server } from './support/server'

const PAGES: Record<string, string[]> = {
  'shihe.force1': ['/inbox', '/cases', '/cases?stage=Review', '/referrals', '/slips', '/deadlines', '/dashboard', '/figures/signed', '/rosters', '/letters', '/mandates', '/account', '/help/task_force', '/nowhere'],
  'shihe.leader': ['/inbox', '/cases?stage=BankDecision'],
  'shihe.window': ['/window'],
  'shihe.fagai': ['/inbox', '/slips'],
  'bank1.contact1': ['/inbox', '/referrals', '/referrals?tab=decide', '/letters', '/admin/deliveries'],
  'city.office': ['/dashboard', '/admin/calendars', '/admin/doctor', '/admin/deliveries'],
  'shihe.admin': ['/admin/organisations', '/admin/people', '/admin/api-keys'],
  'city.auditor': ['/admin/audit', '/cases'],
}
const PHONE_PAGES = ['/m', '/m/outbox']

let server: Server
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start({ demo: ['--size', '150', '--days', '30'] }), launch()])
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const named = (who: string, path: string, more: string) => `${who}-${path.replace(/[^\w]+/g, '_')}-${more}`
const signedIn = (username: string, phone = false, home = '/') => {
  const account = server.accounts.find((one) => one.username === username)!
  return Person.signedIn(browser, server.url, account, phone ? { viewport: PHONE, hasTouch: true, isMobile: true } : { viewport: DESK }, home)
}

async function look(person: Person, name: string) {
  await person.settled()
  const wide = await person.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  await person.shot(name)
  const refused = await person.page.locator('.problem').allInnerTexts()
  return { findings: await person.findings(), wide: Math.max(0, wide), refused, troubles: person.troubles.splice(0) }
}
const NOTHING = { findings: [], wide: 0, refused: [], troubles: [] }

// Somebody of this role who has something to do.
async function busy(role: string) {
  for (const account of server.accounts.filter((one) => one.role === role)) {
    const { items } = await server.ask<{ items: unknown[] }>('GET', 'tasks?limit=1', undefined, { 'X-Qianqiao-Actor': account.username })
    if (items.length) return account.username
  }
  throw new Error(`no ${role} has anything to do`)
}

describe('at the desk', () => {
  for (const [who, paths] of Object.entries(PAGES))
    it(`${who}: every page in both languages`, async () => {
      const person = await signedIn(who)
      for (const locale of ['zh', 'en'] as const) {
        await person.locale(locale)
        for (const path of paths) {
          await person.open(path)
          expect([path, locale, await look(person, named(who, path, locale))]).toEqual([path, locale, NOTHING])
        }
      }
      await person.close()
    })

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
    expect(await look(person, 'form-review-large')).toEqual(NOTHING)
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
    for (const path of ['/inbox', '/cases', '/dashboard', '/rosters', '/letters']) {
      await person.open(path)
      expect([path, await look(person, named('narrow', path, 'zh'))]).toEqual([path, NOTHING])
    }
    await person.close()
  })
})

describe('before anybody signed in', () => {
  it('the sign-in page', async () => {
    const person = await Person.at(browser, server.url)
    for (const locale of ['zh', 'en'] as const) {
      await person.page.goto(`${server.url}/sign-in`)
      await person.locale(locale)
      await person.open('/sign-in')
      expect([locale, await look(person, `sign-in-${locale}`)]).toEqual([locale, NOTHING])
    }
    await person.close()
  })
})
