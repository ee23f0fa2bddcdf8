// At 200 % on a desk's screen no text is cut off and no page scrolls sideways; tables scroll in
// their own box.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Person, launch } from './support/browser'
import { named } from './support/look'
import { PAGES, detailsFor, progressCode } from './support/pages'
import { Server } from './support/server'
import { ZOOMED, clippedIn } from './support/zoom'

const DETAILS: Record<string, readonly ('cases' | 'referrals' | 'slips')[]> = {
  'shihe.force1': ['cases', 'slips'], 'bank1.contact1': ['referrals'], 'shihe.fagai': ['slips'],
}
const DRAFT = `overlay: 浉河区方案
area: '411502'
deadlines:
  - hook: bank-decision
    title: {zh: 按本县承诺作出是否授信的决定, en: Decide by what the county has promised to its enterprises}
    budget: {calendar_days: 20}
    ladder:
      - {rung: overdue, offset: 0, to: [bank_head, county_leader, county_convener]}
steps:
  - {id: site-photo, stage: Review.Preliminary, kind: approval, title: {zh: 查看经营场所现场照片并核对, en: Look at the photographs of the premises}, role: leader}
notices:
  bank-decision@411502.overdue: {subject: {zh: 已超过本县承诺的20日, en: Later than promised}, body: {zh: '{enterprise}', en: '{enterprise}'}}
`
let server: Server
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start({ demo: ['--size', '120', '--days', '25'] }), launch()])
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

async function seen(person: Person, name: string) {
  await person.settled()
  const wide = await person.page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth))
  await person.shot(name)
  return { clipped: await clippedIn(person), wide }
}
const FINE = { clipped: [], wide: 0 }

describe('at 200 %', () => {
  it('what is cut off is found', async () => {
    const person = await Person.at(browser, server.url, ZOOMED)
    await person.open('/sign-in')
    await person.page.evaluate(() => {
      const box = document.createElement('p')
      box.className = 'nowrap'
      box.textContent = '这一行太长'.repeat(40)
      document.querySelector('main, #app')!.append(box)
    })
    expect((await clippedIn(person)).length).toBe(1)
    await person.close()
  })

  it('the sign-in page', async () => {
    const person = await Person.at(browser, server.url, ZOOMED)
    await person.open('/sign-in')
    expect(await seen(person, 'zoom-sign-in')).toEqual(FINE)
    await person.close()
  })

  it('how far an application is', async () => {
    const code = await progressCode(server)
    const person = await Person.at(browser, server.url, ZOOMED)
    for (const locale of ['zh', 'en'] as const) {
      await person.page.goto(`${server.url}/progress`)
      await person.locale(locale)
      await person.page.reload()
      expect([locale, await seen(person, `zoom-progress-ask-${locale}`)]).toEqual([locale, FINE])
      await person.page.fill('#progress-code', code)
      await person.page.locator('[data-test=look]').click()
      await person.page.locator('[data-test=now]').waitFor()
      expect([locale, await seen(person, `zoom-progress-${locale}`)]).toEqual([locale, FINE])
    }
    await person.close()
  })

  it('before anybody was set up', async () => {
    const fresh = await Server.start()
    const person = await Person.at(browser, fresh.url, ZOOMED)
    for (const locale of ['zh', 'en'] as const) {
      await person.page.goto(`${fresh.url}/setup`)
      await person.locale(locale)
      await person.page.reload()
      expect([locale, await seen(person, `zoom-setup-${locale}`)]).toEqual([locale, FINE])
    }
    await person.close()
    await fresh.stop()
  })

  it('a draft of a workflow, part by part, and a frozen list', async () => {
    const headers = { 'X-Qianqiao-Actor': 'shihe.admin' }
    const { id } = await server.ask<{ id: string }>('POST', 'workflows/411502/drafts', { title: '放大看', yaml: DRAFT }, headers)
    const version = await server.ask<{ id: string }>('POST', 'lists/application/freeze', { county: '411502' }, { 'X-Qianqiao-Actor': 'shihe.office' })
    const account = server.accounts.find((one) => one.username === 'shihe.admin')!
    const person = await Person.signedIn(browser, server.url, account, ZOOMED)
    const found: unknown[] = []
    for (const locale of ['zh', 'en'] as const) {
      await person.locale(locale)
      const parts = ['steps', 'clocks', 'limits', 'reasons', 'notices', 'chart', 'text', 'check', 'impact', 'simulate&days=20', 'publish', 'chart&stage=Review.Preliminary', 'chart&as=table']
      for (const path of [...parts.map((part) => `/workflow/411502/drafts/${id}?tab=${part}`), `/lists/application/versions/${version.id}`]) {
        await person.open(path)
        const told = await seen(person, `zoom-${named('draft', path.replace(/^.*\?tab=/, ''), locale)}`)
        if (told.wide || told.clipped.length) found.push([path, locale, told])
      }
    }
    expect(found).toEqual([])
    await person.close()
  })

  for (const [who, paths] of Object.entries(PAGES))
    it(`${who}: every page in both languages`, async () => {
      const account = server.accounts.find((one) => one.username === who)!
      const person = await Person.signedIn(browser, server.url, account, ZOOMED)
      const all = [...paths, ...(await detailsFor(server, who, DETAILS[who] ?? []))]
      const found: unknown[] = []
      for (const locale of ['zh', 'en'] as const) {
        await person.locale(locale)
        for (const path of all) {
          await person.open(path)
          const told = await seen(person, `zoom-${named(who, path.replace(/\/[0-9]{6}[A-Z]\w+/, '-one'), locale)}`)
          if (told.wide || told.clipped.length) found.push([path, locale, told])
        }
      }
      expect(found).toEqual([])
      await person.close()
    })
})
