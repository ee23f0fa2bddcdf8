// The day as it is worked, each person at a browser of their own: a roster goes in, a visit, an
// application, three reviews and a signature by different people, a push to two banks of which one
// declines; its reasons, and guidance.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { record as recordBy, yes } from './support/acting'
import { Person, launch } from './support/browser'
import { COUNTY, INFORMATION, account, found } from './support/county'
import { Server } from './support/server'

const ROSTER = [
  '企业名称,统一社会信用代码,县区,乡镇,联系人,联系电话,行业',
  '信阳毛尖试验茶业有限公司,,浉河区,老城街道,张三,13800000001,C15',
  '坏代码公司,91411502MA6DHELT1Q,浉河区,老城街道,李四,13800000002,C15',
].join('\n')

let server: Server
let browser: Browser
const people = new Map<string, Person>()

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start(), launch()])
  await found(server)
})
afterAll(async () => {
  const troubles = [...people.values()].flatMap((person) => person.troubles)
  await browser?.close()
  await server?.stop()
  expect(troubles).toEqual([])
})

async function as(name: string): Promise<Person> {
  const there = people.get(name)
  if (there) return there
  const person = await Person.signedIn(browser, server.url, account(name))
  people.set(name, person)
  return person
}

const record = async (who: string, ...rest: Parameters<typeof recordBy> extends [unknown, ...infer R] ? R : never) => recordBy(await as(who), ...rest)
const state = async (id: string) => (await server.ask<{ state: string }>('GET', `cases/${id}`)).state
const referralOf = async (bank: string) =>
  (await server.ask<{ items: { id: string }[] }>('GET', `referrals?bank=${bank}`)).items[0]!.id

describe('from a roster to guidance', () => {
  let path = ''
  let id = ''

  it('the office previews a roster, sees the bad row, and imports the good one', async () => {
    const { page, open, settled } = await as('office').then((person) => ({ page: person.page, open: person.open.bind(person), settled: person.settled.bind(person) }))
    await open('/rosters')
    await page.locator('#r-file').setInputFiles({ name: '名录.csv', mimeType: 'text/csv', buffer: Buffer.from(ROSTER) })
    await page.locator('[data-test=preview]').click()
    await page.locator('[data-count=bad]').waitFor()
    expect(await page.locator('[data-count=bad]').innerText()).toBe('1')
    expect(await page.locator('table', { hasText: '校验' }).count()).toBeGreaterThan(0)
    const empty = await server.ask<{ items: unknown[] }>('GET', 'cases')
    expect(empty.items).toHaveLength(0) // a preview writes nothing
    await page.locator('[data-test=import]').click()
    // The preview's result stands there until the import's own has come.
    await page.locator('[data-test=imported][data-dry-run=false]').waitFor()
    const link = page.locator('[data-test=report]')
    await link.waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    expect(download.suggestedFilename()).toBe('名录-marked.csv')
    await open('/cases')
    await settled()
    await page.locator('main tbody a').first().click()
    await page.waitForURL(/\/cases\/\w+$/)
    path = new URL(page.url()).pathname
    id = path.split('/').pop()!
    expect(id.startsWith(COUNTY)).toBe(true)
  })

  it('it is screened in, a visit is planned and recorded by the visitor', async () => {
    await record('office', path, 'ScreenedIn', (_field, person) => yes(person, 'ScreenedIn-conditions_met'))
    await record('visitor', path, 'VisitPlanned', async (field, { page }) => {
      expect(await page.inputValue(field('planned_on'))).toBe('2025-03-03')
      await page.selectOption(field('channel'), 'on_site')
    })
    await record('visitor', path, 'VisitRecorded', async (field, { page }) => {
      await page.selectOption(field('channel'), 'on_site')
      await page.selectOption(field('outcome'), 'demand')
      await page.fill(field('situation'), '春茶收购缺流动资金')
      await page.fill(field('need-amount_fen'), '50')
      await page.fill(field('need-purpose'), '收购春茶')
    })
    expect(await state(id)).toBe('Application')
  })

  it('the application knows what the visit found', async () => {
    await record('force', path, 'ApplicationSubmitted', async (field, person) => {
      const { page } = person
      expect(await page.inputValue(field('amount_fen'))).toBe('50')
      expect(await page.inputValue(field('purpose'))).toBe('收购春茶')
      for (const standard of ['compliant_operation', 'fixed_premises', 'genuine_need', 'good_credit', 'lawful_use']) {
        await yes(person, `ApplicationSubmitted-standards-${standard}-met`)
        await page.fill(field(`standards-${standard}-evidence`), '现场核实')
      }
      await page.selectOption(field('banks-0'), 'bank-a')
      await page.getByRole('button', { name: '添加意向对接银行' }).click()
      await page.selectOption(field('banks-1'), 'bank-b')
      await page.fill(field('term_months'), '12')
      await yes(person, 'ApplicationSubmitted-consent')
    })
    for (const kind of INFORMATION)
      await record('force', path, 'InformationRecorded', async (field, { page }) => {
        await page.selectOption(field('kind'), kind)
        await page.selectOption(field('conclusion'), 'favourable')
        await page.fill(field('source'), '部门提供')
        await page.locator(field('authorised')).check()
      })
    expect(await state(id)).toBe('Review.Preliminary')
  })

  it('three reviews and a signature, each by somebody else, from the inbox', async () => {
    for (const who of ['preliminary', 'seconded', 'leader', 'convener']) {
      const person = await as(who)
      await person.open('/inbox')
      expect(await person.page.locator('.task a').first().getAttribute('href')).toBe(path)
      await record(who, path, 'ReviewApproved', async (field, { page }) => {
        await page.fill(field('opinion'), '同意')
        if (who === 'convener') return
        for (const finding of ['policy', 'authenticity', 'completeness']) await yes(person, `ReviewApproved-findings-${finding}`)
        await yes(person, 'ReviewApproved-no_new_implicit_debt')
        if (who === 'seconded') await yes(person, 'ReviewApproved-conflict_of_interest', false)
      })
    }
    const { page } = await as('force')
    await page.goto(server.url + path)
    await page.locator('[data-level="Review.ConvenerSignature"]', { hasText: '通过' }).waitFor()
    await (await as('force')).shot('day-reviewed')
    await record('force', path, 'BatchPushed')
    expect(await state(id)).toBe('BankDecision')
  })

  it('two banks see their own referral only; one grants in three clicks and its form, one declines and says why', async () => {
    const [a, b] = [await referralOf('bank-a'), await referralOf('bank-b')]
    const contact = await as('contact-a')
    await contact.open('/referrals')
    expect(await contact.page.locator('main tbody tr').count()).toBe(1)
    expect(await contact.page.locator('main').innerText()).not.toContain('乙银行')
    await contact.open(`/referrals/${b}`)
    expect(await contact.page.locator('.problem').innerText()).toContain('没有')

    for (const [who, referral] of [['contact-a', a], ['contact-b', b]] as const) {
      await record(who, `/referrals/${referral}`, 'Contacted', (field, { page }) => page.selectOption(field('channel'), 'phone').then(() => {}))
      await record(who, `/referrals/${referral}`, 'MaterialsRequested', (field, { page }) => page.fill(field('materials-0'), '营业执照'))
      await record(who, `/referrals/${referral}`, 'MaterialsCompleted')
    }
    await record('contact-a', `/referrals/${a}`, 'Declined')
    await record('contact-a', `/referrals/${a}`, 'FeedbackGiven', async (field, { page }) => {
      await page.selectOption(field('reasons-0-code'), 'cash_flow_weak')
      await page.locator(field('reasons-0-repairable')).check()
    })
    expect(await state(id)).toBe('BankDecision') // the other bank decides yet
    await record('contact-b', `/referrals/${b}`, 'Declined')
    await record('contact-b', `/referrals/${b}`, 'FeedbackGiven', (field, { page }) => page.selectOption(field('reasons-0-code'), 'collateral_short').then(() => {}))
    expect(await state(id)).toBe('Guidance')
    await (await as('contact-b')).shot('day-bank')
  })

  it('the task force reads both reasons and records guidance', async () => {
    await record('force', path, 'GuidanceRecorded', (field, { page }) => page.fill(field('content'), '辅导财务规范'))
    const force = await as('force')
    await force.open(path)
    expect(await force.page.locator('main').innerText()).toContain('辅导财务规范')
    await force.open(`/referrals/${await referralOf('bank-a')}`)
    expect(await force.page.locator('main').innerText()).toContain('经营现金流不足')
    await force.shot('day-guidance')
  })
})
