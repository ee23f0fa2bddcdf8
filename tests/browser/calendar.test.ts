// A working-day notice that is loaded, and taken away again: only where nothing was computed by it.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Person, launch } from './support/browser'
import { account, appliedFor, found } from './support/county'
import { NOTHING, look } from './support/look'
import { Server } from './support/server'

let server: Server
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start(), launch()])
  await found(server)
  await appliedFor(server, '有时限的农场') // its clocks are computed by the year's notice
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})
const years = async () => (await server.ask<{ years: number[] }>('GET', 'calendars/2025')).years

describe('a loaded notice', () => {
  it('stays where deadlines were computed by it, and says so', async () => {
    const person = await Person.signedIn(browser, server.url, account('city'), {}, '/admin/calendars?year=2025')
    const { page } = person
    await person.settled()
    await page.locator('[data-test=remove-notice]').click()
    expect(await look(person, 'calendar-remove-zh')).toEqual(NOTHING)
    await page.locator('[data-test=remove-sure]').click()
    await page.getByRole('alert').filter({ hasText: /不能移除：已有\d+个时限/ }).waitFor()
    expect(await person.findings()).toEqual([])
    expect(await page.locator('[data-test=remove-sure]').count()).toBe(0)
    await page.locator('[data-test=remove-close]').click()
    await page.locator('[role=dialog]').waitFor({ state: 'hidden' })
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-test'))).toBe('remove-notice')
    expect(await years()).toContain(2025)
    expect(person.troubles).toEqual([])
    await person.close()
  })

  it('goes where nothing was, once it is confirmed; the year is provisional again', async () => {
    const person = await Person.signedIn(browser, server.url, account('city'), {}, '/admin/calendars?year=2026')
    const { page } = person
    await person.settled()
    expect(await page.locator('dl.facts').innerText()).toMatch(/2月/)
    await page.locator('[data-test=remove-notice]').click()
    await page.keyboard.press('Escape')
    await page.locator('[role=dialog]').waitFor({ state: 'hidden' })
    expect(await years()).toContain(2026)
    await page.locator('[data-test=remove-notice]').click()
    await page.locator('[data-test=remove-sure]').click()
    await page.locator('[data-test=removed]').waitFor()
    expect(await page.locator('main').innerText()).toMatch(/本年通知未载入/)
    expect(await page.locator('[data-test=remove-notice]').count()).toBe(0)
    expect(await years()).not.toContain(2026)
    expect(await look(person, 'calendar-removed-zh')).toEqual(NOTHING)
    await person.close()
  })

  it('is nobody else’s to remove', async () => {
    const person = await Person.signedIn(browser, server.url, account('force'), {}, '/admin/calendars?year=2025')
    await person.settled()
    expect(await person.page.locator('[data-test=remove-notice]').count()).toBe(0)
    await person.close()
  })
})
