// What one person does appears to another who looks, without a reload: in the inbox, on the case and
// on its referrals; and where no stream is to be had, a little later all the same.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Person, launch } from './support/browser'
import { account, appliedFor, found, post, pushed, walkIn } from './support/county'
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
const as = (name: string, home?: string) => Person.signedIn(browser, server.url, account(name), {}, home)
const information = (id: string, kind: string) =>
  post(server, 'force', `cases/${id}/events`, 'InformationRecorded', { kind, conclusion: 'favourable', source: '部门提供' })

describe('two people at once', () => {
  it('see in the inbox what the other one brings in and takes', async () => {
    const [force, clerk] = await Promise.all([as('force', '/inbox'), as('clerk', '/window')])
    await force.settled()
    expect(await force.page.locator('.task').count()).toBe(0)
    await clerk.page.fill('#w-uscc', '91411502MA6DHELT1P')
    await clerk.page.fill('#w-name', '同时办理茶业有限公司')
    await clerk.page.selectOption('#w-township', '411502001')
    await clerk.page.locator('input[name=w-conditions]').first().check()
    await clerk.page.locator('input[name=w-consent]').first().check()
    await clerk.page.locator('[data-test=take]').click()
    await clerk.page.locator('[data-test=receipt]').waitFor()
    await force.page.locator('.task', { hasText: '同时办理茶业有限公司' }).waitFor()
    await Promise.all([force.close(), clerk.close()])
  })

  it('see the case as the other one leaves it, and a form says so', async () => {
    const id = await appliedFor(server, '同看农场')
    const person = await as('force', `/cases/${id}`)
    const { page } = person
    await person.settled()
    await information(id, 'collateral')
    await page.locator('main', { hasText: '还缺 8 种' }).waitFor()
    await page.locator('[data-test=event-InformationRecorded]').click()
    await page.fill('#field-InformationRecorded-source', '打了一半的字')
    await information(id, 'litigation')
    await page.locator('[data-test=changed]').waitFor()
    expect(await page.inputValue('#field-InformationRecorded-source')).toBe('打了一半的字')
    expect(await person.findings()).toEqual([])
    await page.locator('[data-test=changed] button').click()
    await page.selectOption('#field-InformationRecorded-kind', 'operation')
    await page.selectOption('#field-InformationRecorded-conclusion', 'favourable')
    await page.locator('[data-test=submit-event]').click()
    await page.locator('[data-test=done]').waitFor() // seen, so nothing is refused
    await person.close()
  })

  it('see what the bank does with the referral on the case', async () => {
    const { id, referral } = await pushed(server, '银行同看农场')
    const person = await as('force', `/cases/${id}`)
    await person.page.locator('main', { hasText: '待对接' }).waitFor()
    await post(server, 'contact-a', `referrals/${referral}/events`, 'Contacted', { contacted_on: '2025-03-03', channel: 'phone' })
    await person.page.locator('main td .tag', { hasText: '已对接' }).waitFor()
    expect(person.troubles).toEqual([])
    await person.close()
  })

  it('see it without a stream too', async () => {
    const person = await Person.at(browser, server.url)
    await person.page.route('**/stream', (route) => route.abort())
    await person.page.goto(`${server.url}/sign-in?next=/inbox`)
    await person.signIn(account('force'))
    await person.page.waitForURL((address) => address.pathname === '/inbox')
    await person.settled()
    await walkIn(server, '没有通知的农场')
    await person.page.locator('.task', { hasText: '没有通知的农场' }).waitFor({ timeout: 30_000 })
    await person.close()
  })
})
