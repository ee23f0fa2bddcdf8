// The link to one's calendar of deadlines: made on the account page, opened by a program, revoked.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Person, launch } from './support/browser'
import { account, appliedFor, found } from './support/county'
import { Server } from './support/server'

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

describe('the calendar feed', () => {
  it('is made, shown once, made anew and revoked on the account page', async () => {
    const id = await appliedFor(server, '甲农场')
    const person = await Person.signedIn(browser, server.url, account('preliminary'), {}, '/account')
    const { page } = person
    await page.locator('[data-test=feed-make]').click()
    const link = page.locator('[data-test=feed-address]')
    await link.waitFor()
    const first = await link.inputValue()
    expect(first.startsWith(`${server.url}/api/v1/calendar-feed/`)).toBe(true)
    const calendar = await (await fetch(first)).text()
    expect(calendar).toContain('BEGIN:VEVENT')
    expect(calendar.replace(/\r\n /g, '')).toContain(`URL:${server.url}/cases/${id}`)
    expect(calendar).not.toContain('甲农场')
    await person.settled()
    expect(await person.findings()).toEqual([])
    await person.shot('calendar-feed')

    await page.locator('[data-test=feed-make]', { hasText: '重新生成' }).click()
    await expect.poll(() => link.inputValue()).not.toBe(first)
    const second = await link.inputValue()
    expect((await fetch(first)).status).toBe(404)
    expect((await fetch(second)).status).toBe(200)
    await person.open('/account')
    await page.locator('[data-test=feed-revoke]').waitFor()
    expect(await link.count()).toBe(0)
    await page.locator('[data-test=feed-revoke]').click()
    await page.locator('[data-test=feed-revoke]').waitFor({ state: 'detached' })
    expect((await fetch(second)).status).toBe(404)
    expect(person.troubles).toEqual([])
    await person.close()
  })
})
