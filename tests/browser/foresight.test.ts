// The studio's diagram, with its table, and the next days under a draft: what would be told to whom
// and when, by day, and nothing sent.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PHONE, Person, launch } from './support/browser'
import { COUNTY, account, appliedFor, found, pushed } from './support/county'
import { NOTHING, look } from './support/look'
import { Server } from './support/server'

const OVERLAY = `overlay: 浉河区方案
area: '${COUNTY}'
deadlines:
  - hook: bank-decision
    title: {zh: 按本县承诺作出决定, en: Decide by the county's promise}
    budget: {calendar_days: 20}
    ladder:
      - {rung: overdue, offset: 0, to: [bank_head]}
steps:
  - {id: site-photo, stage: Review.Preliminary, kind: approval, title: {zh: 查看现场照片, en: Look at the photographs}, role: leader}
`
let server: Server
let browser: Browser
let admin: Person
let draft = ''

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start(), launch()])
  await found(server)
  await appliedFor(server, '在审农场')
  await pushed(server, '银行在办农场')
  const made = await server.ask<{ id: string }>('POST', `workflows/${COUNTY}/drafts`, { title: '银行20日', yaml: OVERLAY }, { 'X-Qianqiao-Actor': 'admin' })
  draft = `/workflow/${COUNTY}/drafts/${made.id}`
  admin = await Person.signedIn(browser, server.url, account('admin'), {}, '/workflow')
})
afterAll(async () => {
  const troubles = admin?.troubles ?? []
  await browser?.close()
  await server?.stop()
  expect(troubles).toEqual([])
})

const at = (test: string) => admin.page.locator(`[data-test=${test}]`)
const stage = (state: string) => admin.page.locator(`[data-stage="${state}"]`)

describe('the diagram', () => {
  it('draws the chart in force, and a stage opens what belongs to it', async () => {
    await admin.open(`/workflow/${COUNTY}?tab=chart`)
    await at('chart').waitFor()
    expect(await admin.page.locator('[data-stage]').count()).toBe(19)
    expect(await look(admin, 'chart-case-zh')).toEqual(NOTHING)
    await stage('Review.Preliminary').focus()
    await admin.page.keyboard.press('Enter')
    await at('chart-stage').waitFor()
    expect(await at('chart-stage').innerText()).toMatch(/初审[\s\S]*提供[\s\S]*没有增加的步骤[\s\S]*审核通过 → 专班银行审核/)
    expect(await at('chart-stage').evaluate((box) => box === document.activeElement)).toBe(true)
    await admin.page.keyboard.press('Escape')
    await at('chart-stage').waitFor({ state: 'detached' })
    expect(await admin.page.evaluate(() => document.activeElement?.getAttribute('data-stage'))).toBe('Review.Preliminary')
  })

  it('shows the county’s own step and clock at their stages, and leads to their forms', async () => {
    await admin.open(`${draft}?tab=chart`)
    await at('chart').waitFor()
    expect(await stage('Review.Preliminary').textContent()).toContain('本地步骤 1')
    await stage('Review.Preliminary').click()
    await at('chart-stage').waitFor()
    expect(await look(admin, 'chart-stage-zh')).toEqual(NOTHING)
    await at('chart-step').locator('a').click()
    await admin.page.waitForFunction(() => document.querySelector<HTMLInputElement>('#step-title-zh')?.value === '查看现场照片')
    await admin.open(`${draft}?tab=chart&chart=referral&stage=Deciding`)
    const clock = admin.page.locator('[data-clock=bank-decision]')
    await clock.waitFor()
    expect(await clock.innerText()).toMatch(/30日[\s\S]*锁定[\s\S]*本地[\s\S]*20日/)
    expect(await look(admin, 'chart-referral-zh')).toEqual(NOTHING)
  })

  it('tells the same in a table, in English and on a phone', async () => {
    await at('chart-as').click()
    const rows = at('chart-table').locator('tbody tr')
    await rows.first().waitFor()
    expect(await rows.count()).toBeGreaterThan(25)
    expect(await at('chart-table').innerText()).toMatch(/审批\s*银行授信[\s\S]*已授信/)
    await admin.locale('en')
    for (const [path, name] of [['chart=slip', 'slip'], ['chart=slip&as=table', 'slip-table'], ['chart=case&stage=Closed', 'case-closed']] as const) {
      await admin.open(`/workflow/${COUNTY}?tab=chart&${path}`)
      await admin.page.locator('[data-test=chart], [data-test=chart-table]').waitFor()
      expect([name, await look(admin, `chart-${name}-en`)]).toEqual([name, NOTHING])
    }
    await admin.locale('zh')
    const phone = await Person.signedIn(browser, server.url, account('leader'), { viewport: PHONE }, `/workflow/${COUNTY}?tab=chart&stage=Guidance`)
    await phone.page.locator('[data-test=chart]').waitFor()
    expect(await look(phone, 'chart-phone')).toEqual(NOTHING)
    expect(phone.troubles).toEqual([])
    await phone.close()
  })
})

describe('the next days', () => {
  it('say what would be told to whom, by day, and what they rest on; each number opens its list', async () => {
    const { page } = admin
    const sent = async () => (await server.ask<{ items: unknown[] }>('GET', 'deliveries?limit=200')).items.length
    const before = await sent()
    await admin.open(`${draft}?tab=simulate`)
    await page.fill('#sim-days', '45')
    await at('simulate').click()
    await at('foresight').waitFor()
    expect(await at('nothing-left').innerText()).toBe('没有发出任何消息')
    expect(await page.locator('main').innerText()).toMatch(/没有人办理[\s\S]*只看今天的在办事项/)
    const row = at('sum-rungs').locator('tbody tr').first()
    const [count] = await row.locator('a').allInnerTexts()
    await row.locator('a').click()
    await page.waitForURL(/only=rung/)
    const rows = page.locator('#foresight-days tbody tr')
    expect(await rows.count()).toBe(Number(count))
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('foresight-days')
    expect(await look(admin, 'foresight-one-zh')).toEqual(NOTHING)
    await admin.page.getByRole('link', { name: '看全部' }).click()
    await page.waitForURL((address) => !address.search.includes('only='))
    await page.evaluate(() => window.scrollTo(0, 0))
    expect(await look(admin, 'foresight-zh')).toEqual(NOTHING)
    expect(await page.locator('[data-day]').count()).toBeGreaterThan(3)
    expect(await sent()).toBe(before)
  })

  it('play with simulated people too, the same for the same number', async () => {
    const { page } = admin
    await admin.locale('en')
    await admin.open(`${draft}?tab=simulate&days=30&actors=seeded&seed=3`)
    await at('foresight').waitFor()
    const first = await at('foresight').innerText()
    expect(first).toMatch(/act by their roles and recorded \d+ events/)
    expect(await look(admin, 'foresight-seeded-en')).toEqual(NOTHING)
    await page.reload()
    await at('foresight').waitFor()
    expect(await at('foresight').innerText()).toBe(first)
    await admin.locale('zh')
  })

  it('are bounded, and refuse a draft that has faults or a person who may not', async () => {
    const { page } = admin
    const broken = await server.ask<{ id: string }>('POST', `workflows/${COUNTY}/drafts`, { title: '放宽', yaml: OVERLAY.replace('calendar_days: 20', 'calendar_days: 40') }, { 'X-Qianqiao-Actor': 'admin' })
    await admin.open(`/workflow/${COUNTY}/drafts/${broken.id}?tab=simulate&days=30`)
    await page.locator('main', { hasText: '检查还没有通过' }).waitFor()
    expect(await at('simulate').count()).toBe(0)
    const leader = await Person.signedIn(browser, server.url, account('leader'), {}, `${draft}?tab=simulate&days=30`)
    await leader.page.locator('main', { hasText: '由县区管理员或市协调机制办公室进行' }).waitFor()
    expect(await look(leader, 'foresight-reader')).toEqual(NOTHING)
    expect(leader.troubles).toEqual([])
    await leader.close()
  })
})
