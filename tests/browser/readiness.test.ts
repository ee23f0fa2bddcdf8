// The checklist of a first county: shown to who may mend it, with the page where; gone once done.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Person, launch } from './support/browser'
import { COUNTY, account, found } from './support/county'
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

describe('the checklist', () => {
  it('names what is missing and links to the page that mends it, until nothing is', async () => {
    await server.ask('POST', 'people/convener/disable')
    const person = await Person.signedIn(browser, server.url, account('admin'))
    const { page } = person
    await page.waitForURL(/inbox/)
    const list = page.locator('[data-test=readiness]')
    const convener = list.locator('[data-test=missing-role-county_convener]')
    await convener.waitFor()
    expect(await list.locator('[data-test=missing-channel-]').count()).toBe(1)
    expect(await list.locator('[data-test^=missing-]').count()).toBe(2)
    await person.settled()
    expect(await person.findings()).toEqual([])
    await person.shot('readiness')
    await person.locale('en')
    await page.reload()
    await convener.getByText('Nobody is').waitFor()
    await person.locale('zh')
    await page.reload()

    await convener.locator('a').click()
    await page.waitForURL(/\/admin\/people/)
    await server.ask('POST', 'people/convener/enable')
    await page.goBack()
    await list.locator('[data-test=missing-channel-]').waitFor()
    await expect.poll(() => convener.count()).toBe(0) // what was there before is shown until the answer comes
    await list.locator('[data-test=missing-channel-] a').click()
    await page.waitForURL(/\/admin\/webhooks/)
    await server.ask('POST', 'webhooks', { organisation: COUNTY, name: '政务消息', url: 'https://hooks.example.invalid/in' })
    await person.open('/inbox')
    expect(await list.count()).toBe(0)
    expect(person.troubles).toEqual([])
    await person.close()
  })

  it('is shown to the security administrator for the city, and for a county on asking', async () => {
    const person = await Person.signedIn(browser, server.url, account('security'))
    const { page } = person
    await page.waitForURL(/organisations/)
    const list = page.locator('[data-test=readiness]')
    await list.locator('[data-test=missing-role-auditor]').waitFor({ state: 'detached' })
    await list.locator('[data-test=missing-role-system_administrator]').waitFor()
    await page.selectOption('[data-test=readiness-county]', COUNTY)
    await list.locator('[data-test=missing-role-system_administrator]').waitFor({ state: 'detached' })
    await list.getByText('什么都不缺').waitFor()
    expect(await person.findings()).toEqual([])
    await person.close()
  })

  it('is not for who could mend nothing', async () => {
    const person = await Person.signedIn(browser, server.url, account('force'))
    await person.open('/inbox')
    expect(await person.page.locator('[data-test=readiness]').count()).toBe(0)
    await person.close()
  })
})
