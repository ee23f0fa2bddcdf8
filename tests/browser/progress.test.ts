// The window's receipt and its progress link: printed, scanned, opened by the enterprise on a phone
// of its own without an account; replaced when it is lost; ended.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PHONE, Person, launch } from './support/browser'
import { COUNTY, TOWN, account, appliedFor, found, post, pushed, walkIn } from './support/county'
import { scanned } from './support/scan'
import { Server } from './support/server'

const NAME = '窗口试验茶业有限公司'

let server: Server
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start(), launch()])
  await found(server)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})
const as = (name: string, home?: string) => Person.signedIn(browser, server.url, account(name), {}, home)
const onAPhone = () => Person.at(browser, server.url, { viewport: PHONE, hasTouch: true, isMobile: true })

async function fillIn({ page }: Person, name: string, uscc = '') {
  if (!uscc) await page.selectOption('#w-kind', 'family_farm')
  await page.fill('#w-uscc', uscc)
  await page.fill('#w-name', name)
  await page.selectOption('#w-township', TOWN)
  await page.fill('#w-amount', '30')
  await page.fill('#w-purpose', '设备')
  await page.locator('input[name=w-conditions]').first().check()
  await page.locator('input[name=w-consent]').first().check()
}

describe('the window', () => {
  it('gives a receipt with the county and day in its number, and a link that a phone scans', async () => {
    const person = await as('clerk', '/window')
    const { page } = person
    await page.locator('[data-test=take]').click()
    expect(await page.locator('[aria-invalid=true]').count()).toBeGreaterThan(0)
    expect(await person.findings()).toEqual([])
    await fillIn(person, NAME, '９１411502ma6dhelt1p')
    await page.locator('[data-test=take]').click()
    const number = await page.locator('[data-test=receipt]').innerText()
    expect(number).toMatch(new RegExp(`^${COUNTY}-20250303-`))
    await page.locator('[data-test=qr]').waitFor()
    expect(await person.findings()).toEqual([])
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('nav').first().isVisible()).toBe(false)
    await person.shot('receipt-print')
    const address = (await scanned(person, '[data-test=qr]'))!
    const code = await page.locator('[data-test=progress-code]').innerText()
    expect(address).toBe(`${server.url}/progress#${code}`)

    const enterprise = await onAPhone()
    const asked: string[] = []
    enterprise.page.on('request', (request) => asked.push(request.url()))
    await enterprise.page.goto(address)
    await enterprise.page.locator('[data-test=now]').waitFor()
    const text = await enterprise.page.innerText('body')
    for (const told of ['工作专班正在指导您完成申报', '2025年3月3日', '浉河区', '2025年8月30日']) expect(text).toContain(told)
    for (const secret of [NAME, number, 'clerk', '91411502']) expect(text).not.toContain(secret)
    expect(asked.filter((url) => url.includes(code))).toEqual([])
    await enterprise.shot('progress-phone')
    expect(enterprise.troubles).toEqual([])
    await enterprise.close()
    expect(person.troubles).toEqual([])
    await person.close()
  })

  it('gives the receipt where the link fails, and the link when it is asked for again', async () => {
    const person = await as('clerk', '/window')
    const { page } = person
    await page.route('**/progress-link', (route) => route.abort())
    await fillIn(person, '断网农场')
    await page.locator('[data-test=take]').click()
    await page.locator('[data-test=progress-retry]').waitFor()
    expect(await page.locator('[data-test=receipt]').innerText()).toMatch(new RegExp(`^${COUNTY}-`))
    expect(await person.findings()).toEqual([])
    await person.shot('receipt-without-link')
    await page.unroute('**/progress-link')
    await page.locator('[data-test=progress-retry]').click()
    await page.locator('[data-test=qr]').waitFor()
    await person.close()
  })
})

describe('the enterprise', () => {
  it('sees that a bank waits for it, and until when', async () => {
    const { id, referral } = await pushed(server, '等材料农场', ['bank-a', 'bank-b'])
    const bank = (event: string, data: object) => post(server, 'contact-a', `referrals/${referral}/events`, event, data)
    await bank('Contacted', { contacted_on: '2025-03-03', channel: 'phone' })
    await bank('MaterialsRequested', { materials: ['营业执照'] })
    const { code } = await server.ask<{ code: string }>('POST', `cases/${id}/progress-link`)
    const person = await onAPhone()
    const { page } = person
    await person.open('/progress')
    await page.fill('#progress-code', code.toLowerCase().replace(/-/g, ' '))
    await page.keyboard.press('Enter')
    await page.locator('[data-test=now]').waitFor()
    expect(await page.locator('[data-test=now]').innerText()).toContain('由银行决定')
    expect(await page.locator('[data-test=materials]').innerText()).toContain('请尽快送交')
    expect(await page.locator('[data-test=bank]').count()).toBe(2)
    expect(await page.locator('[data-test=limit]').allInnerTexts()).toEqual([expect.stringMatching(/补齐申请材料[^]*最迟2025年3月\d+日/)])
    expect(await page.innerText('body')).not.toMatch(/甲银行|乙银行|等材料农场/)
    expect(await person.findings()).toEqual([])
    await person.shot('progress-bank-phone')
    await page.locator('[data-test=another]').click()
    expect(await page.inputValue('#progress-code')).toBe('')
    await expect.poll(() => page.url()).not.toContain('#')
    await person.close()
  })

  it('is told what to do about a wrong code, and keeps what was typed', async () => {
    const person = await onAPhone()
    const { page } = person
    await person.open('/progress')
    await page.fill('#progress-code', '0000-0000-0000-0000')
    await page.locator('[data-test=look]').click()
    const note = page.locator('.problem')
    await note.waitFor()
    expect(await note.innerText()).toContain('请对照回执')
    expect(await page.inputValue('#progress-code')).toBe('0000-0000-0000-0000')
    expect(await person.findings()).toEqual([])
    await page.locator('[data-test=locale]').click()
    await expect.poll(() => note.innerText()).toContain('Compare it with your receipt')
    expect(person.troubles).toEqual([])
    await person.close()
  })

  it('looks at a browser where somebody is signed in, whose account has nothing to do with it', async () => {
    const { id } = await walkIn(server, '同机农场')
    const { code } = await server.ask<{ code: string }>('POST', `cases/${id}/progress-link`)
    const person = await as('contact-a')
    await person.page.goto(`${server.url}/progress#${code}`)
    await person.page.locator('[data-test=now]').waitFor()
    await person.close()
  })

  it('finds the page from the sign-in page', async () => {
    const person = await onAPhone()
    await person.open('/sign-in')
    await person.page.getByRole('link', { name: '企业：凭回执查询办理进度' }).click()
    await person.page.locator('#progress-code').waitFor()
    await person.close()
  })
})

describe('on the page of a case', () => {
  it('a lost code is replaced and printed alone, and ended', async () => {
    const { id } = await walkIn(server, '丢回执农场')
    const { code: lost } = await server.ask<{ code: string }>('POST', `cases/${id}/progress-link`)
    const person = await as('clerk', `/cases/${id}`)
    const { page } = person
    await page.locator('[data-test=progress-make]').click()
    const code = await page.locator('.panel [data-test=progress-code]').innerText()
    expect(code).not.toBe(lost)
    await person.settled()
    expect(await person.findings()).toEqual([])
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('#app').isVisible()).toBe(false)
    await person.shot('progress-slip-print')
    expect(await scanned(person, '.print-alone [data-test=qr]')).toBe(`${server.url}/progress#${code}`)
    await page.emulateMedia({ media: 'screen' })
    expect(await page.locator('.print-alone').isVisible()).toBe(false)
    const look = async (which: string) =>
      (await fetch(`${server.url}/api/v1/progress`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ code: which }) })).status
    expect([await look(lost), await look(code)]).toEqual([404, 200])
    await page.locator('[data-test=progress-revoke]').click()
    await page.locator('[data-test=progress-revoke]').waitFor({ state: 'detached' })
    expect(await look(code)).toBe(404)
    expect(await page.locator('html.prints-alone').count()).toBe(0)
    expect(person.troubles).toEqual([])
    await person.close()
  })

  it('is not offered to whoever does not meet the enterprise', async () => {
    const id = await appliedFor(server, '不给码农场')
    const person = await as('leader', `/cases/${id}`)
    await person.settled()
    await person.page.locator('#enterprise-head').waitFor()
    expect(await person.page.locator('[data-test=progress-make]').count()).toBe(0)
    await person.close()
  })
})
