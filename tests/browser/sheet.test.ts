// A bank's round trip by spreadsheet: its referrals out, what it decided back; looked over first.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Person, launch } from './support/browser'
import { account, found, pushed, stateOf } from './support/county'
import { NOTHING, look } from './support/look'
import { Server } from './support/server'

let server: Server
let browser: Browser
let bank: Person
let ready: string
let odd: string

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start(), launch()])
  await found(server)
  ready = (await pushed(server, '材料已齐茶厂')).referral
  odd = (await pushed(server, '填错结果茶厂')).referral
  bank = await Person.signedIn(browser, server.url, account('contact-a'), {}, '/referrals')
})
afterAll(async () => {
  const troubles = bank?.troubles ?? []
  await browser?.close()
  await server?.stop()
  expect(troubles).toEqual([])
})

const at = (test: string) => bank.page.locator(`[data-test=${test}]`)

describe('the sheet', () => {
  it('is downloaded as a workbook', async () => {
    const [download] = await Promise.all([bank.page.waitForEvent('download'), at('fetch-sheet').click()])
    expect(download.suggestedFilename()).toBe('referrals.xlsx')
    expect(await download.failure()).toBeNull()
  })

  it('is looked over first and recorded when somebody says so, whatever other rows say', async () => {
    const sheet = `推送编号,结果\n${ready},材料收齐\n${odd},好的\n`
    await bank.page.setInputFiles('#sheet-file', { name: '办理表.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) })
    await at('sheet-result').waitFor()
    expect(await at('sheet-result').innerText()).toMatch(/可以登记 1 项，有问题 1 处/)
    expect(await bank.page.locator('section[aria-labelledby=sheet-head] tbody').innerText()).toMatch(/3[\s\S]*结果[\s\S]*好的/)
    expect(await stateOf(server, 'referrals', ready)).toBe('Pushed')
    expect(await look(bank, 'bank-sheet')).toEqual(NOTHING)
    await at('post-sheet').click()
    await bank.page.waitForFunction(() => /已登记 1 项/.test(document.querySelector('[data-test=sheet-result]')?.textContent ?? ''))
    expect([await stateOf(server, 'referrals', ready), await stateOf(server, 'referrals', odd)]).toEqual(['Deciding', 'Pushed'])
  })

  it('says what to do with a file that is no such sheet, and the task force has none', async () => {
    await bank.page.setInputFiles('#sheet-file', { name: 'x.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') })
    await bank.page.locator('section[aria-labelledby=sheet-head] [role=alert]').waitFor()
    const force = await Person.signedIn(browser, server.url, account('force'), {}, '/referrals')
    await force.settled()
    expect(await force.page.locator('[data-test=fetch-sheet]').count()).toBe(0)
    await force.close()
  })
})
