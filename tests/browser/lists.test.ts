// The recommendation list: the office freezes it with its digest, the convener signs case by case,
// one that went on meanwhile is refused with its reason, and the task force pushes what is signed.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Person, launch } from './support/browser'
import { account, found, post, reviewed, stateOf } from './support/county'
import { NOTHING, look } from './support/look'
import { Server } from './support/server'

let server: Server
let browser: Browser
const ids: string[] = []

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start(), launch()])
  await found(server)
  for (const name of ['清单甲农场', '清单乙农场', '清单丙农场']) ids.push(await reviewed(server, name, ['bank-a', 'bank-b']))
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})
const as = (name: string, home = '/lists') => Person.signedIn(browser, server.url, account(name), {}, home)

describe('the recommendation list', () => {
  let path = ''

  it('is frozen by the office, with a digest, and frozen again it is the same', async () => {
    const person = await as('office')
    const { page } = person
    await page.locator('[data-test=freeze]').click()
    const link = page.locator('[data-test=frozen] a')
    await link.waitFor()
    const first = await link.innerText()
    await page.locator('[data-test=freeze]').click()
    await person.settled()
    expect(await link.innerText()).toBe(first)
    for (const tab of ['target', 'application', 'batches', 'recommendation']) {
      await page.locator(`[data-test=list-${tab}]`).click()
      expect([tab, await look(person, `lists-${tab}`)]).toEqual([tab, NOTHING])
    }
    await page.locator('main tbody a').first().click()
    await page.waitForURL(/\/versions\//)
    path = new URL(page.url()).pathname
    await person.settled()
    expect(await page.locator('[data-test=digest]').innerText()).toMatch(/^[0-9a-f]{64}$/)
    expect(await page.locator('[data-outcome=open]').count()).toBe(3)
    expect(await page.locator('[data-test=sign]').count()).toBe(0) // the office does not sign
    await person.close()
  })

  it('is tried, then signed: one chosen first, then the rest, and each refusal says why', async () => {
    await post(server, 'convener', `cases/${ids[1]}/events`, 'ReviewReturned', { to: 'Review.LeaderReview', reason: 'materials_incomplete' })
    const person = await as('convener', path)
    const { page } = person
    await person.settled()
    await page.fill('#sign-opinion', '同意推荐')
    await page.reload()
    await person.settled()
    expect(await page.inputValue('#sign-opinion')).toBe('同意推荐')
    await page.locator('[data-test=try-sign]').click()
    await page.locator('[data-test=signed]', { hasText: '2' }).waitFor()
    expect(await page.locator(`tr[data-case="${ids[1]}"] [data-test=tried]`).innerText()).toContain('不可以')
    expect(await stateOf(server, 'cases', ids[0]!)).toBe('Review.ConvenerSignature') // a trial records nothing
    expect(await look(person, 'lists-tried')).toEqual(NOTHING)
    await page.locator(`tr[data-case="${ids[0]}"] input`).check()
    await page.locator('[data-test=sign]').click()
    await page.locator(`tr[data-case="${ids[0]}"][data-outcome=signed]`).waitFor()
    expect(await stateOf(server, 'cases', ids[0]!)).toBe('Recommendation')
    expect(await stateOf(server, 'cases', ids[2]!)).toBe('Review.ConvenerSignature')
    await person.settled()
    await page.fill('#sign-opinion', '同意推荐')
    await page.locator('[data-test=sign]').click()
    await page.locator(`tr[data-case="${ids[2]}"][data-outcome=signed]`).waitFor()
    const refused = page.locator(`tr[data-case="${ids[1]}"][data-outcome=refused] .danger-text`)
    await refused.waitFor()
    expect((await refused.innerText()).length).toBeGreaterThan(8)
    await person.locale('en')
    await person.open(path)
    expect(await look(person, 'lists-signed-en')).toEqual(NOTHING)
    await person.close()
  })

  it('is pushed as a batch, once', async () => {
    const person = await as('force', path)
    const { page } = person
    await page.locator('[data-test=try-batch]').click()
    await page.locator('[data-test=batch-tried]', { hasText: '2' }).waitFor()
    await page.locator('[data-test=make-batch]').click()
    await page.waitForURL(/\/batches\//)
    await page.locator('[data-test=push]').click()
    await page.locator('[data-test=pushed]').waitFor()
    await person.settled()
    expect(await page.locator('tr[data-outcome=pushed]').count()).toBe(2)
    expect(await page.locator('[data-test=push]').count()).toBe(0)
    expect(await stateOf(server, 'cases', ids[0]!)).toBe('BankDecision')
    expect((await server.ask<{ items: unknown[] }>('GET', `referrals?case=${ids[0]}`)).items).toHaveLength(2)
    expect(await look(person, 'batch-pushed')).toEqual(NOTHING)
    await person.close()
  })
})
