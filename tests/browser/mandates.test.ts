// Who is away gives a mandate: the agent finds the principal's forms, and history names both.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { record, yes } from './support/acting'
import { Person, launch } from './support/browser'
import { COUNTY, INFORMATION, account, appliedFor, found, post, reviewed, stateOf } from './support/county'
import { NOTHING, look } from './support/look'
import { Server } from './support/server'

let server: Server
let browser: Browser
let office: Person

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start(), launch()])
  await found(server)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  expect(office?.troubles).toEqual([])
})

const signedIn = (who: string, home: string) => Person.signedIn(browser, server.url, account(who), {}, home)
const until = '2025-06-30'

async function give(who: string) {
  const person = await signedIn(who, '/mandates')
  await person.page.fill('#agent', 'office')
  await person.page.fill('#m-until', until)
  await person.page.locator('form button[type=submit]').click()
  await person.page.locator('form [role=status]').waitFor()
  await person.close()
}

describe('whoever has a mandate', () => {
  it('reviews for the principal, with no choice of doing it alone; both stand in history', async () => {
    const id = await appliedFor(server, '代审茶厂')
    for (const kind of INFORMATION)
      await post(server, 'force', `cases/${id}/events`, 'InformationRecorded', { kind, conclusion: 'favourable', source: '部门提供', authorised: true })
    office = await signedIn('office', `/cases/${id}`)
    await office.settled()
    expect(await office.page.locator('[data-test=event-ReviewApproved]').count()).toBe(0)

    await give('preliminary')
    await office.open('/inbox')
    await office.page.locator(`.task a[href="/cases/${id}"]`).first().waitFor()
    await record(office, `/cases/${id}`, 'ReviewApproved', async (field, { page }) => {
      const acting = page.locator('#acting-ReviewApproved')
      expect(await acting.locator('option').allInnerTexts()).toEqual(['preliminary'])
      expect(await acting.inputValue()).toBe('preliminary')
      await page.fill(field('opinion'), '同意')
      for (const finding of ['policy', 'authenticity', 'completeness']) await yes(office, `ReviewApproved-findings-${finding}`)
      await yes(office, 'ReviewApproved-no_new_implicit_debt')
      expect(await look(office, 'mandate-review')).toEqual(NOTHING)
    })
    expect(await stateOf(server, 'cases', id)).not.toBe('Review.Preliminary')
    const { items } = await server.ask<{ items: { event: string; actor: string; acting_for: string }[] }>('GET', `cases/${id}/events?limit=100`)
    const review = items.find((one) => one.event === 'ReviewApproved')!
    expect([review.actor, review.acting_for]).toEqual(['office', 'preliminary'])
  })

  it('signs a list for the convener', async () => {
    const id = await reviewed(server, '代签茶厂')
    const frozen = await server.ask<{ id: string }>('POST', 'lists/recommendation/freeze', { county: COUNTY }, { 'X-Qianqiao-Actor': 'office', 'Idempotency-Key': 'mandate-freeze' })
    const path = `/lists/recommendation/versions/${frozen.id}`
    await office.open(path)
    expect(await office.page.locator('[data-test=sign]').count()).toBe(0)
    await give('convener')
    await office.page.reload()
    await office.page.locator('[data-test=sign]').waitFor()
    expect(await office.page.locator('#sign-acting option').allInnerTexts()).toEqual(['convener'])
    await office.page.fill('#sign-opinion', '同意推荐')
    await office.page.locator('[data-test=sign]').click()
    await office.page.locator(`tr[data-case="${id}"][data-outcome=signed]`).waitFor()
    expect(await stateOf(server, 'cases', id)).toBe('Recommendation')
  })
})
