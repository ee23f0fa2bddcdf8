// A bank grants and the enterprise draws; a difficulty goes to a department, up and back; why a case
// stands where it stands; and a year's notice of working days shows what it moves, then moves it.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { record, yes } from './support/acting'
import { Person, launch } from './support/browser'
import { account, appliedFor, found, post, pushed, stateOf } from './support/county'
import { NOTHING, look } from './support/look'
import { Server } from './support/server'

let server: Server
let browser: Browser
const people: Person[] = []

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start(), launch()])
  await found(server)
})
afterAll(async () => {
  const troubles = people.flatMap((person) => person.troubles)
  await browser?.close()
  await server?.stop()
  expect(troubles).toEqual([])
})
async function as(name: string, home = '/inbox', on = server) {
  const person = await Person.signedIn(browser, on.url, account(name), {}, home)
  people.push(person)
  return person
}

describe('a loan', () => {
  it('is granted by the bank and drawn, and the task force sees it on the case', async () => {
    const { id, referral } = await pushed(server, '贷款农场')
    await post(server, 'contact-a', `referrals/${referral}/events`, 'Contacted', { contacted_on: '2025-03-03', channel: 'phone' })
    await post(server, 'contact-a', `referrals/${referral}/events`, 'MaterialsCompleted', {})
    const contact = await as('contact-a')
    const path = `/referrals/${referral}`
    await record(contact, path, 'Granted', async (field, { page }) => {
      await page.fill(field('amount_fen'), '30')
      await page.fill(field('annual_rate_bps'), '3.45')
      await page.fill(field('term_months'), '12')
      await page.selectOption(field('guarantee-kind'), 'none')
      for (const flag of ['working_capital', 'first_loan', 'credit_loan']) await yes(contact, `Granted-${flag}`)
      for (const flag of ['medium_or_long_term', 'renewal_without_principal']) await yes(contact, `Granted-${flag}`, false)
    })
    expect(await stateOf(server, 'referrals', referral)).toBe('Granted')
    expect(await stateOf(server, 'cases', id)).toBe('Financing.Drawdown')
    await record(contact, path, 'Drawn', async (field, { page }) => {
      expect(await page.inputValue(field('drawn_on'))).toBe('2025-03-03')
      await page.fill(field('amount_fen'), '30')
    })
    expect(await stateOf(server, 'cases', id)).toBe('Financing.PostLoan')
    expect(await look(contact, 'loan-bank')).toEqual(NOTHING)
    const force = await as('force')
    await force.open(`/cases/${id}`)
    await force.page.locator('main td .tag', { hasText: '已提款' }).waitFor()
    const loan = force.page.locator(`[data-loan="${referral}"]`)
    expect(await loan.innerText()).toMatch(/甲银行[\s\S]*30 万元\s*2025年3月3日 30 万元\s*3\.45%\s*12个月\s*信用（无担保）[\s\S]*首贷\s*信用贷/)
    expect(await loan.locator('[title]').first().getAttribute('title')).toContain('300,000')
    expect(await look(force, 'loan-case')).toEqual(NOTHING)
    await force.locale('en')
    await force.open(`/cases/${id}`)
    await loan.waitFor()
    await loan.scrollIntoViewIfNeeded()
    expect(await look(force, 'loan-case-en')).toEqual(NOTHING)
    // Another bank of the same case is told nothing of it.
    const other = await as('contact-b')
    await other.open(path)
    await other.page.getByRole('alert').waitFor()
    expect(await other.page.locator('[data-test=loans]').count()).toBe(0)
    expect(await other.page.locator('main').innerText()).not.toContain('30 万元')
  })
})

describe('a slip', () => {
  it('is raised, dispatched, not solved by the department, goes up with consent, and is answered and confirmed', async () => {
    const id = await appliedFor(server, '批分单农场')
    const [force, department, convener, city] = await Promise.all(['force', 'department', 'convener', 'city'].map((name) => as(name)))
    const { page } = force!
    await force!.open(`/cases/${id}`)
    await page.getByRole('button', { name: '填写批分单' }).click()
    await page.selectOption('#field-Raised-kind', 'permit')
    await page.fill('#field-Raised-description', '缺一张许可证，办不了抵押')
    await page.locator('form', { has: page.locator('#field-Raised-kind') }).locator('button[type=submit]').click()
    const link = page.locator('a[href^="/slips/"]').last()
    await link.waitFor()
    const path = (await link.getAttribute('href'))!
    const slip = path.split('/').pop()!
    await record(force!, path, 'Dispatched', async (field) => {
      expect(await page.inputValue(field('parts-0-request'))).toBe('缺一张许可证，办不了抵押')
      await page.selectOption(field('parts-0-department'), 'tax')
    })
    await department!.open('/inbox')
    expect(await department!.page.locator('.task a').first().getAttribute('href')).toBe(path)
    await record(department!, path, 'HandlingStarted')
    await record(department!, path, 'PartAnswered', async (field, at) => {
      await at.page.selectOption(field('outcome'), 'not_possible')
      await at.page.fill(field('answer'), '不属县级事权')
    })
    await record(department!, path, 'EscalationProposed', (field, at) => at.page.fill(field('reason'), '须由市里协调'))
    await record(convener!, path, 'EscalationConsented')
    expect(await stateOf(server, 'slips', slip)).toBe('Escalated')
    await city!.open(path)
    await city!.page.locator('[data-test=why]').click()
    await city!.page.locator('[data-test=why-body]', { hasText: '上级办理' }).waitFor()
    expect(await look(city!, 'slip-escalated')).toEqual(NOTHING)
    await record(city!, path, 'AnsweredFromAbove', async (field, at) => {
      await yes(at, 'AnsweredFromAbove-resolved')
      await at.page.fill(field('answer'), '市里已协调，许可证已发')
    })
    expect(await stateOf(server, 'slips', slip)).toBe('Resolved')
    await record(force!, path, 'Confirmed')
    expect(await stateOf(server, 'slips', slip)).toBe('Confirmed')
    expect(await page.locator('main').innerText()).toContain('市里已协调，许可证已发')
  })
})

describe('why it is so', () => {
  it('says how it came here, whose turn it is, and why a button is not there', async () => {
    const id = await appliedFor(server, '为何农场')
    const person = await as('force')
    for (const locale of ['zh', 'en'] as const) {
      await person.locale(locale)
      await person.open(`/cases/${id}`)
      await person.page.locator('[data-test=why]').click()
      const told = person.page.locator('[data-test=why-body]')
      await told.waitFor()
      expect(await told.innerText()).toContain(locale === 'zh' ? '初审员' : 'Preliminary')
      expect(await told.locator('dt').count()).toBeGreaterThan(0)
      for (const reason of await told.locator('dd').allInnerTexts()) expect(reason.length).toBeGreaterThan(3)
      expect([locale, await look(person, `why-${locale}`)]).toEqual([locale, NOTHING])
    }
  })
})

describe("a year's notice", () => {
  it('shows the deadlines that it moves, and moves them once a second person confirms it', async () => {
    const year = await Server.start({ at: '2026-12-02T10:00' })
    try {
      await found(year)
      const { referral } = await pushed(year, '元旦到期农场')
      await post(year, 'contact-a', `referrals/${referral}/events`, 'MaterialsCompleted', {})
      const due = async () => {
        const { items } = await year.ask<{ items: { rule: string; due: string; provisional: boolean }[] }>('GET', `referrals/${referral}/deadlines`)
        const { due: at, provisional } = items.find((one) => one.rule === 'bank-decision')!
        return [at.slice(0, 10), provisional]
      }
      expect(await due()).toEqual(['2027-01-01', true])
      const person = await as('city', '/admin/calendars', year)
      const { page } = person
      await person.settled()
      await page.locator('#notice').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('no notice') })
      await page.getByRole('alert').waitFor()
      const notice = { 2027: { off: ['2027-01-01', '2027-01-02', '2027-01-08'], work: ['2027-01-03', '2027-01-10'] } }
      await page.locator('#notice').setInputFiles({ name: '2027.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(notice)) })
      const row = page.locator('tr', { hasText: referral }).filter({ hasText: '2027年1月3日' })
      await row.first().waitFor()
      expect(await due()).toEqual(['2027-01-01', true]) // nothing is loaded yet
      expect(await look(person, 'calendar-moves')).toEqual(NOTHING)
      await page.locator('[data-test=propose]').click()
      await page.locator('[role=status]', { hasText: '等另一人确认' }).waitFor()
      await page.locator('[data-test=waiting-notices]', { hasText: '须由另一人确认' }).waitFor()
      expect(await page.getByRole('button', { name: '确认载入' }).count()).toBe(0)
      expect(await due()).toEqual(['2027-01-01', true]) // one person moves no date
      const second = await as('convener1', '/admin/calendars', year)
      await second.settled()
      await second.page.getByRole('button', { name: '会变动哪些' }).click()
      await second.page.locator('tr', { hasText: referral }).first().waitFor()
      expect(await look(second, 'calendar-waiting')).toEqual(NOTHING)
      await second.page.getByRole('button', { name: '确认载入' }).click()
      await second.page.locator('[role=status]', { hasText: '已载入' }).waitFor()
      expect(await due()).toEqual(['2027-01-03', false])
    } finally {
      await year.stop()
    }
  })
})
