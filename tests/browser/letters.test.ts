// Letters say why they came; each person says how mail comes; a second factor is scanned.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Person, launch } from './support/browser'
import { account, found, pushed } from './support/county'
import { scanned } from './support/scan'
import { Server } from './support/server'

let server: Server
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start(), launch()])
  await found(server)
  await pushed(server, '来信农场')
  await server.advance('30d')
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})
const as = (name: string, home: string) => Person.signedIn(browser, server.url, account(name), {}, home)

describe('letters', () => {
  it('say as what one receives them, and of which clock', async () => {
    const person = await as('head-a', '/letters')
    const late = person.page.locator('.letter').filter({ hasText: '逾期' }).first()
    await late.waitFor()
    expect(await late.locator('[data-test=why]').innerText()).toMatch(/您收到它，因为您是银行主要负责同志，而“.+”到了“逾期催办”这一步。/)
    await person.settled()
    expect(await person.findings()).toEqual([])
    await person.shot('letters')
    await person.page.locator('[data-test=locale]').click()
    await expect.poll(() => late.locator('[data-test=why]').innerText()).toContain("bank's head")
    expect(person.troubles).toEqual([])
    await person.close()
  })
})

describe('the account', () => {
  it('says how mail comes, and keeps it', async () => {
    const person = await as('contact-a', '/account')
    const { page } = person
    await page.selectOption('#mail-reminders', 'never')
    await page.selectOption('#mail-overdue', 'daily')
    expect(await page.locator('#mail-overdue option').allInnerTexts()).toEqual(['随时', '每天一封'])
    await page.fill('#mail-from', '08:00')
    await page.fill('#mail-to', '07:00')
    await page.locator('[data-test=mail-put]').click()
    await page.getByRole('alert').filter({ hasText: '几点到几点' }).waitFor()
    expect(await page.inputValue('#mail-reminders')).toBe('never')
    await page.fill('#mail-to', '20:00')
    await page.locator('[data-test=mail-put]').click()
    await page.getByText('已保存。').waitFor()
    expect(await person.findings()).toEqual([])
    await person.shot('account-mail')
    await person.open('/account')
    await expect.poll(() => page.inputValue('#mail-reminders')).toBe('never')
    expect([await page.inputValue('#mail-from'), await page.inputValue('#mail-to')]).toEqual(['08:00', '20:00'])
    expect(person.troubles).toEqual([])
    await person.close()
  })

  it('shows the second factor as a picture to scan', async () => {
    const person = await as('force', '/account')
    const { page } = person
    await page.getByRole('button', { name: '启用', exact: false }).first().click()
    await page.locator('[data-test=qr]').waitFor()
    const secret = await page.locator('.secret').innerText()
    expect(await scanned(person, '[data-test=qr]')).toBe(`otpauth://totp/qianqiao:force?secret=${secret}&issuer=qianqiao`)
    await person.settled()
    expect(await person.findings()).toEqual([])
    expect(person.troubles).toEqual([])
    await person.close()
  })
})
