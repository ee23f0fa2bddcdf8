// Found by keys alone: "/" goes to the search box, a name, its pinyin initials or a code finds, arrows
// choose and Enter opens. Lists of referrals and slips show what is overdue or due soon.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PHONE, Person, launch } from './support/browser'
import { COUNTY, TOWN, account, appliedFor, found, post, pushed } from './support/county'
import { NOTHING, look } from './support/look'
import { Server } from './support/server'

const USCC = '91411502MA6DHELT1P'
let server: Server
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start(), launch()])
  await found(server)
  await post(server, 'clerk', 'cases', 'WalkedIn', { receipt_number: 'R-9', channel: 'window', basic_conditions_met: true, consent: true },
    { county: COUNTY, enterprise: { name: '信阳毛尖茶业有限公司', kind: 'company', uscc: USCC, township: TOWN } })
  await appliedFor(server, '毛尖家庭农场')
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

describe('finding', () => {
  it('by "/" and keys alone, by name, initials and code', async () => {
    const person = await Person.signedIn(browser, server.url, account('force'), {}, '/letters')
    const { page } = person
    const hits = page.locator('[data-test=hit]')
    await person.settled()
    for (const [text, name] of [['毛尖茶', '信阳毛尖茶业有限公司'], ['xymj', '信阳毛尖茶业有限公司'], [USCC, '信阳毛尖茶业有限公司'], ['mjjt', '毛尖家庭农场']] as const) {
      await page.keyboard.press('/')
      await page.waitForFunction(() => document.activeElement?.id === 'find')
      await page.keyboard.type(text)
      await hits.first().waitFor()
      await expect.poll(() => hits.allInnerTexts().then((all) => [all.length, all[0]?.includes(name)])).toEqual([1, true])
      await page.keyboard.press('Escape')
      await hits.first().waitFor({ state: 'hidden' })
      await page.keyboard.press('Escape')
      await page.waitForFunction(() => document.activeElement?.id !== 'find')
    }
    await page.keyboard.press('/') // chooses what stands there, to be typed over
    await page.keyboard.type('毛尖')
    expect(await page.inputValue('#find')).toBe('毛尖')
    await expect.poll(() => hits.count()).toBe(2)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    const second = page.locator('[data-test=hit][aria-selected=true] strong')
    const name = await second.innerText()
    expect(await look(person, 'find')).toEqual(NOTHING)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/cases\/\w+$/)
    await person.settled()
    expect(await page.locator('h1').innerText()).toBe(name)
    await person.close()
  })

  it('by a heading: the newest first, kept in the address, and not among what a search found', async () => {
    const person = await Person.signedIn(browser, server.url, account('force'), {}, '/cases')
    const { page } = person
    const ids = () => page.locator('table.grid tbody tr td code').allInnerTexts()
    await person.settled()
    const oldest = await ids()
    await page.locator('[data-test=sort-opened]').focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/sort=opened/)
    await page.keyboard.press('Enter')
    await page.waitForURL(/sort=-opened/)
    await expect.poll(ids).toEqual([...oldest].reverse())
    expect(await page.locator('th[aria-sort=descending]').innerText()).toContain('↓')
    expect(await look(person, 'cases-sorted')).toEqual(NOTHING)
    await page.reload()
    await expect.poll(ids).toEqual([...oldest].reverse())
    await page.locator('[data-test=sort-id]').click()
    await expect.poll(ids).toEqual(oldest)
    await page.fill('#f-q', '毛尖')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('[data-test=sort-id]').count()).toBe(0)
    await person.close()
  })

  it('says so where nothing is found, and fits a phone', async () => {
    const person = await Person.signedIn(browser, server.url, account('force'), { viewport: PHONE }, '/cases')
    await person.page.fill('#find', '没有这样的企业')
    await person.page.locator('.find [role=status]').waitFor()
    expect(await look(person, 'find-phone')).toEqual(NOTHING)
    await person.close()
  })

  it('shows a bank its own referrals only', async () => {
    const { referral } = await pushed(server, '银行能找到的农场', ['bank-a'])
    const person = await Person.signedIn(browser, server.url, account('contact-b'), {}, '/referrals')
    await person.page.fill('#find', '银行能找到')
    await person.page.locator('.find [role=status]').waitFor()
    await person.close()
    const own = await Person.signedIn(browser, server.url, account('contact-a'), {}, '/referrals')
    await own.page.fill('#find', '银行能找到')
    await own.page.locator('[data-test=hit]').click()
    await own.page.waitForURL(new RegExp(`/referrals/${referral}$`))
    await own.close()
  })
})

describe('what is due', () => {
  it('is shown of referrals and of slips, by days and when it is late', async () => {
    const id = await appliedFor(server, '逾期农场')
    await post(server, 'force', 'slips', 'Raised', { kind: 'other', description: '缺一份证明' }, { case: id })
    const { referral } = await pushed(server, '快到期农场')
    const person = await Person.signedIn(browser, server.url, account('force'), {}, '/referrals')
    const rows = person.page.locator('main tbody tr')
    await person.open('/referrals')
    const all = await rows.count()
    expect(all).toBeGreaterThan(0)
    await person.page.selectOption('#r-overdue', 'true')
    await person.page.waitForURL(/overdue=true/)
    await person.settled()
    expect(await rows.count()).toBe(0)
    await server.advance('60d')
    await person.open('/referrals?overdue=true')
    await person.page.locator('main tbody', { hasText: referral }).waitFor()
    expect(await look(person, 'referrals-overdue')).toEqual(NOTHING)
    await person.open('/slips')
    await person.page.selectOption('#s-overdue', 'true')
    await person.page.waitForURL(/overdue=true/)
    await person.settled()
    expect(await rows.count()).toBe(1)
    await person.page.selectOption('#s-due', '7')
    await person.page.waitForURL(/due=7/)
    await person.settled()
    expect(await look(person, 'slips-overdue')).toEqual(NOTHING)
    await person.close()
  })
})
