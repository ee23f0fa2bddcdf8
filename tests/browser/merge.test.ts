// Drafts that others overtook are merged part by part; a county below a template that does not fit is
// told so; a condition is tried on the cases of today; a form's field shows where it is asked; reasons
// of the county's own are offered and read back by their names.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Person, launch } from './support/browser'
import { COUNTY, STANDARDS, account, appliedFor, found, post, walkIn } from './support/county'
import { NOTHING, look } from './support/look'
import { Server } from './support/server'

let server: Server
let browser: Browser
let admin: Person

const HEAD = "overlay: 浉河区方案\narea: '411502'\n"
const visit = (days: number) => `deadlines:
  - hook: visit
    budget: {working_days: ${days}} # 按${days}日
    ladder: [{rung: overdue, offset: 0, to: [county_leader]}]
`
const CONSENT = `steps:
  - id: consent
    stage: Review.LeaderReview
    kind: approval
    title: {zh: 会签, en: countersign}
    role: county_office
`
const PREMISES = `steps:
  - id: premises
    stage: Review.Preliminary
    kind: form
    title: {zh: 核实场所, en: check the premises}
    role: task_force
    when: {field: application.amount_fen, at_least: 40000000}
    form:
      type: object
      properties:
        owns: {type: boolean, title: 自有场所, title_en: owns them}
        rent: {type: integer, title: 年租金, title_en: yearly rent, minimum: 0, visible_when: {field: owns, in: [false]}}
      required: [owns, rent]
reasons:
  return:
    - {code: next_week, title: {zh: 转下周联审, en: to next week's meeting}}
`
const as = (who: string) => ({ 'X-Qianqiao-Actor': who })
const begin = (yaml: string, area = COUNTY, who = 'admin') =>
  server.ask<{ id: string }>('POST', `workflows/${area}/drafts`, { title: '试改', yaml }, as(who))
async function publish(yaml: string, area = COUNTY, who = 'admin', second = 'office') {
  const { id } = await begin(yaml, area, who)
  await server.ask('POST', `workflows/${area}/drafts/${id}/approve`, { revision: 1 }, as(second))
  await server.ask('POST', `workflows/${area}/drafts/${id}/publish`, { revision: 1 }, as(who))
}

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start(), launch()])
  await found(server)
  admin = await Person.signedIn(browser, server.url, account('admin'), {}, '/workflow')
})
afterAll(async () => {
  const troubles = admin?.troubles ?? []
  await browser?.close()
  await server?.stop()
  expect(troubles).toEqual([])
})
const at = (test: string) => admin.page.locator(`[data-test=${test}]`)

describe('a draft that others overtook', () => {
  let place = ''
  it('says so, part by part, and is merged as its author chooses', async () => {
    const { page } = admin
    const { id } = await begin(HEAD + visit(12))
    place = `/workflow/${COUNTY}/drafts/${id}`
    await publish(HEAD + visit(15) + CONSENT)
    await admin.open(`${place}?tab=publish`)
    expect(await at('overtaken-note').innerText()).toContain('起草以后现行流程有改动')
    await at('tab-merge').click()
    await admin.settled()
    expect(await at('tab-merge').innerText()).toContain('待合并')
    const standing = (part: string) => page.locator(`tr[data-part="${part}"]`).getAttribute('data-standing')
    expect([await standing('visit'), await standing('consent')]).toEqual(['conflict', 'undone'])
    expect(await page.locator('tr[data-part=visit]').innerText()).toMatch(/20个工作日[\s\S]*15个工作日[\s\S]*12个工作日/)
    expect(await at('merge-draft').isDisabled()).toBe(true)
    expect(await look(admin, 'studio-merge-zh')).toEqual(NOTHING)
    await at('take-ours-visit').check()
    await at('take-theirs-consent').check()
    await at('merge-draft').click()
    await page.locator('[data-test=merge][data-overtaken=false]').waitFor()
    expect(await at('tab-merge').innerText()).not.toContain('待合并')
    const { yaml } = await server.ask<{ yaml: string }>('GET', `workflows/${COUNTY}/drafts/${id}`)
    expect(yaml).toContain('{working_days: 12} # 按12日')
    expect(yaml).toContain('id: consent')
    expect(await page.locator('tr[data-part]').count()).toBe(1) // its own change alone is left
    expect(await page.locator('tr[data-part=visit]').getAttribute('data-standing')).toBe('ours')
  })
  it('is all there in English and on a phone', async () => {
    await admin.locale('en')
    await admin.open(`${place}?tab=merge`)
    expect(await look(admin, 'studio-merge-en')).toEqual(NOTHING)
    await admin.locale('zh')
  })
})

describe('a county whose workflow does not fit the city’s new template', () => {
  it('goes on as before and is told what to mend; the city sees who', async () => {
    const { yaml } = await server.ask<{ yaml: string }>('GET', 'workflows/411500')
    const consent = CONSENT.replace('会签', '市里会签').replace('Review.LeaderReview', 'Review.Preliminary')
    const changed = yaml.replace('steps: []\n', consent).replace('visit_attempt_limit: 3', 'visit_attempt_limit: 2')
    const early = await Person.signedIn(browser, server.url, account('city'), {}, `/workflow/411500/drafts/${(await begin(changed, '411500', 'city')).id}?tab=check`)
    await early.page.locator('[data-test=would-be-behind]', { hasText: '浉河区' }).waitFor() // before it is published
    expect(await look(early, 'studio-would-be-behind')).toEqual(NOTHING)
    await early.close()
    await publish(changed, '411500', 'city', 'convener1')
    await admin.open(`/workflow/${COUNTY}`)
    expect(await at('behind').innerText()).toMatch(/仍按旧的市模板办理[\s\S]*consent/)
    expect(await look(admin, 'studio-behind-zh')).toEqual(NOTHING)
    const city = await Person.signedIn(browser, server.url, account('city'), {}, '/workflow/411500')
    await city.settled()
    expect(await city.page.locator('[data-test=behind]').innerText()).toContain('浉河区')
    expect(await look(city, 'studio-behind-city')).toEqual(NOTHING)
    expect(city.troubles).toEqual([])
    await city.close()
    // The draft's limits are those of the city of today.
    const { id } = await begin(HEAD)
    await admin.open(`/workflow/${COUNTY}/drafts/${id}?tab=limits`)
    expect(await admin.page.locator('#visit_attempt_limit-base').innerText()).toContain('2')
  })
})

describe('a step under a condition', () => {
  let small = ''
  let large = ''
  it('is tried on the cases of today before anybody waits by it', async () => {
    const { page } = admin
    small = (await walkIn(server, '小额农场')).id
    const applied = (id: string, fen: number) =>
      post(server, 'force', `cases/${id}/events`, 'ApplicationSubmitted', {
        standards: STANDARDS, banks: ['bank-a'], amount_fen: fen, purpose: '收购春茶', term_months: 12, consent: true,
      })
    await applied(small, 10_000_000)
    await walkIn(server, '未报农场')
    const { id } = await begin(HEAD + PREMISES)
    await admin.open(`/workflow/${COUNTY}/drafts/${id}`)
    await page.locator('[data-item=step-0] [data-test=change-step]').click()
    await at('try-condition').click()
    await at('trial').waitFor()
    expect([await at('trial-asked').innerText(), await at('trial-passed').innerText(), await at('trial-undecided').innerText()].map((one) => /\d+$/.exec(one.trim())![0])).toEqual(['0', '1', '1'])
    expect(await at('trial').innerText()).toContain('还不知道： 申请金额（1件）')
    expect(await at('trial').innerText()).toContain('未报农场')
    expect(await look(admin, 'studio-trial-zh')).toEqual(NOTHING)
    await at('trial-passed').click()
    expect(await page.locator('[data-test=trial] tbody a').innerText()).toBe('小额农场')
    expect(await page.locator('#input-1-only').inputValue()).toBe('owns')
    await page.locator('[data-test=step-form] button', { hasText: '取消' }).click()
    await admin.open(`/workflow/${COUNTY}/drafts/${id}?tab=impact`)
    expect(await at('line-condition').innerText()).toMatch(/需要0，不需要1，无法判断1/)
    await publish(HEAD + PREMISES)
    large = await appliedFor(server, '大额农场', ['bank-a'])
  })

  it('asks for a field only where another says so', async () => {
    const force = await Person.signedIn(browser, server.url, account('force'), {}, `/cases/${large}`)
    const { page } = force
    await force.settled()
    const button = page.locator('[data-test=event-StepCompleted]')
    if (await button.count()) await button.click()
    else await page.locator('[data-test=other-events]').selectOption('StepCompleted')
    await page.selectOption('#step-StepCompleted', 'premises')
    await page.selectOption('#field-StepCompleted-outcome', 'passed')
    const rent = page.locator('#field-StepCompleted-form-rent')
    expect(await rent.count()).toBe(0)
    const owns = page.locator('[name=field-StepCompleted-form-owns]')
    await owns.last().check() // no
    await rent.fill('30000')
    expect(await look(force, 'step-visible-zh')).toEqual(NOTHING)
    await owns.first().check() // yes: it is not asked any more, nor sent
    expect(await rent.count()).toBe(0)
    await page.locator('[data-test=submit-event]').click()
    await page.locator('[data-test=done]').waitFor()
    const { items } = await server.ask<{ items: { event: string; data: { form?: object } }[] }>('GET', `cases/${large}/events`)
    expect(items.at(-1)!.data.form).toEqual({ owns: true })
    expect(force.troubles).toEqual([])
    await force.close()
  })

  it('of the county’s own reasons one is offered, and read back by its name', async () => {
    const reviewer = await Person.signedIn(browser, server.url, account('preliminary'), {}, `/cases/${large}`)
    const { page } = reviewer
    await reviewer.settled()
    const button = page.locator('[data-test=event-ReviewReturned]')
    if (await button.count()) await button.click()
    else await page.locator('[data-test=other-events]').selectOption('ReviewReturned')
    expect(await page.locator('#field-ReviewReturned-reason option').allInnerTexts()).toContain('转下周联审')
    await page.selectOption('#field-ReviewReturned-reason', 'next_week')
    const to = page.locator('#field-ReviewReturned-to')
    if (await to.count()) await to.selectOption({ index: 1 })
    await page.locator('[data-test=submit-event]').click()
    await page.locator('[data-test=done]').waitFor()
    await page.locator('li.entry', { hasText: '转下周联审' }).first().waitFor()
    expect(reviewer.troubles).toEqual([])
    await reviewer.close()
  })
})
