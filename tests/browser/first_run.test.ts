// A server that nobody has set up: the wizard, the first administrator's sign-in; and the inbox by
// keys alone.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Person, launch } from './support/browser'
import { account, found, walkIn } from './support/county'
import { Server } from './support/server'

let server: Server
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start(), launch()])
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

describe('the first run', () => {
  it('makes three administrators with the code of the start, and closes itself', async () => {
    const person = await Person.at(browser, server.url)
    const { page } = person
    await person.open('/')
    await page.locator('a[href="/setup"]').click()
    await page.locator('button[type=submit]').click()
    expect(await page.locator('[aria-invalid=true]').count()).toBe(1)
    await expect.poll(() => server.setUpCode).not.toBe('')
    await page.fill('#setup-code', server.setUpCode)
    await page.locator('button[type=submit]').click()
    for (const who of ['system_administrator', 'security_administrator', 'auditor']) {
      await page.fill(`#${who}-user_name`, who.slice(0, 8))
      await page.fill(`#${who}-name`, '管理员')
      await page.fill(`#${who}-password`, `a-long-password-${who}`)
      expect(await person.findings()).toEqual([])
      await page.locator('button[type=submit]').click()
    }
    await page.waitForURL(/sign-in/)
    await person.signIn({ username: 'system_a', password: 'a-long-password-system_administrator' })
    await page.waitForURL(/organisations/)
    await person.settled()
    expect(await person.findings()).toEqual([])
    await person.open('/setup')
    expect(await page.locator('#setup-code').count()).toBe(0)
    expect(person.troubles).toEqual([])
    await person.close()
  })
})

describe('the inbox by keys alone', () => {
  it('moves, claims, hands over, opens', async () => {
    await found(server)
    for (const name of ['甲农场', '乙农场', '丙农场']) await walkIn(server, name)
    const person = await Person.signedIn(browser, server.url, account('force'))
    const { page } = person
    const current = () => page.locator('.task[data-current=true] .who').innerText()
    await page.locator('.task').nth(2).waitFor()
    const first = await current()
    await page.keyboard.press('j')
    const second = await current()
    expect(second).not.toBe(first)
    await page.keyboard.press('k')
    expect(await current()).toBe(first)
    await page.keyboard.press('c')
    await page.locator('.task[data-current=true]', { hasText: '我已认领' }).waitFor()
    await page.keyboard.press('c')
    await page.locator('.task', { hasText: '我已认领' }).waitFor({ state: 'detached' })
    await page.keyboard.press('h')
    await page.waitForFunction(() => document.activeElement?.id === 'to')
    await page.keyboard.type('nobody-of-that-name')
    await page.keyboard.press('Enter')
    await page.locator('.el-dialog .problem').waitFor()
    expect(await page.inputValue('.el-dialog #to')).toBe('nobody-of-that-name')
    expect(await person.findings()).toEqual([])
    await page.keyboard.press('Escape')
    await page.locator('.el-dialog').waitFor({ state: 'hidden' })
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/cases\//)
    await person.settled()
    expect(await page.locator('h1').innerText()).toBe(second)
    await person.close()
  })
})
