// A bank that stays silent: it is reminded, then the county's people are told, then the city's; the case
// and the deadlines' page say how late it is.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Person, launch } from './support/browser'
import { account, found, post, pushed } from './support/county'
import { NOTHING, look } from './support/look'
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

// The subjects of this person's letters, newest first.
async function letters(who: string) {
  const person = await Person.signedIn(browser, server.url, account(who), {}, '/letters')
  await person.settled()
  const text = await person.page.locator('main').innerText()
  expect(person.troubles).toEqual([])
  await person.close()
  return text.split('\n').filter((line) => /^【.*授信/.test(line))
}

describe('a bank that does not decide', () => {
  it('is told before it is late; then the leader, then convener and city, and every page says how late', async () => {
    const { referral } = await pushed(server, '迟复茶厂')
    const path = `referrals/${referral}/events`
    await post(server, 'contact-a', path, 'Contacted', { contacted_on: '2025-03-03', channel: 'phone' })
    await post(server, 'contact-a', path, 'MaterialsCompleted', {})
    expect(await letters('contact-a')).toEqual([])

    await server.advance('29d')
    expect((await letters('contact-a'))[0]).toMatch(/^【紧急提醒】迟复茶厂/)
    expect([await letters('leader'), await letters('convener'), await letters('city')]).toEqual([[], [], []])
    await server.advance('30d')
    expect((await letters('contact-a'))[0]).toMatch(/^【催办函】迟复茶厂.*逾期/)
    const told = { leader: '【督办】3', convener: '【督办】7', city: '【督办】7', convener1: '【通报】15' } // working days
    for (const [who, text] of Object.entries(told)) {
      const [kind, days] = text.split('】') as [string, string]
      expect([who, (await letters(who))[0]]).toEqual([who, expect.stringMatching(`^${kind}】甲银行对迟复茶厂的授信决定逾期${days}个工作日`)])
    }
    expect(await letters('contact-b')).toEqual([])

    const force = await Person.signedIn(browser, server.url, account('force'), {}, '/referrals?overdue=true')
    await force.page.locator(`main a[href="/referrals/${referral}"]`).waitFor()
    expect(await force.page.locator('main').innerText()).toMatch(/逾期/)
    await force.page.locator(`main a[href="/referrals/${referral}"]`).first().click()
    await force.page.locator('.clock', { hasText: '逾期' }).first().waitFor()
    expect(await look(force, 'late-bank')).toEqual(NOTHING)
    expect(force.troubles).toEqual([])
    await force.close()
  })
})
