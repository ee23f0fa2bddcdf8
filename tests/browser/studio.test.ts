// A county changes its workflow without a programmer: a step and a tighter clock by forms, a longer
// limit refused with its clause, the impact on open cases with lists, a second person who agrees in
// a session of their own, publication; cases that were there stay as they are; one step back. Steps of
// every kind, in order and under conditions; and what runs, moved to the new version on purpose.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Person, launch } from './support/browser'
import { COUNTY, STANDARDS, account, appliedFor, found, post, pushed, walkIn } from './support/county'
import { NOTHING, look } from './support/look'
import { Server } from './support/server'

let server: Server
let browser: Browser
let admin: Person
let reviewedAlready = ''
let onItsWay = ''
let draft = ''

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start(), launch()])
  await found(server)
  reviewedAlready = await appliedFor(server, '已在初审农场')
  onItsWay = (await walkIn(server, '将要申报农场')).id
  await pushed(server, '银行在办农场')
  admin = await Person.signedIn(browser, server.url, account('admin'), {}, '/workflow')
})
afterAll(async () => {
  const troubles = admin?.troubles ?? []
  await browser?.close()
  await server?.stop()
  expect(troubles).toEqual([])
})

const at = (test: string) => admin.page.locator(`[data-test=${test}]`)
const path = (more = '') => `/workflow/${COUNTY}${more}`
const tab = async (name: string) => {
  await at(`tab-${name}`).click()
  await admin.settled()
}
async function save() {
  await at('save-draft').click()
  await admin.page.locator('[data-test=unsaved][data-unsaved=false]').waitFor()
  await at('checked').waitFor()
}
const stepTasks = async () =>
  (await server.ask<{ items: { subject: string; kind: string }[] }>('GET', 'tasks', undefined, { 'X-Qianqiao-Actor': 'department' })).items
    .filter((task) => task.kind === 'step:check-the-tax-grade').map((task) => task.subject)

describe('a county administrator', () => {
  it('reads what is in force in sentences, the statutory locked with their clause', async () => {
    await admin.open(path())
    const statutory = admin.page.locator('[data-group=statutory] li')
    expect(await statutory.count()).toBe(3)
    expect(await statutory.first().innerText()).toMatch(/办法（六），锁定.*30日内/s)
    expect(await look(admin, 'studio-now-zh')).toEqual(NOTHING)
  })

  it('begins a draft and adds a step by the form', async () => {
    const { page } = admin
    await tab('drafts')
    await page.fill('#draft-title', '增加纳税信用核对，银行20日')
    await at('begin-draft').click()
    await page.waitForURL(/\/drafts\/\d+/)
    draft = new URL(page.url()).pathname
    await admin.settled()
    await at('add-step').click()
    await page.fill('#step-title-en', 'Check the tax grade')
    await page.selectOption('#step-kind', 'department_report')
    await page.selectOption('#step-department', 'tax')
    await page.fill('#input-0-zh', '纳税信用级别')
    await page.selectOption('#input-0-kind', 'choice')
    await page.fill('#input-0-options', 'A\nB\nM')
    await page.locator('.check input').first().check()
    await page.fill('#step-title-zh', '核对纳税信用')
    expect(await look(admin, 'studio-step-zh')).toEqual(NOTHING)
    await at('put-step').click()
    expect(await page.locator('[data-item=step-0]').innerText()).toMatch(/核对纳税信用\s*check-the-tax-grade/)
    await save()
    expect(await at('checked').getAttribute('data-problems')).toBe('0')
    expect(await at('differences').innerText()).toContain('核对纳税信用')
  })

  it('cannot loosen the bank’s clock: the clause is named, and the way back to it', async () => {
    const { page } = admin
    await tab('clocks')
    await page.selectOption('#clock-hook', 'bank-decision')
    await at('add-clock').click()
    expect(await at('clock-form').innerText()).toMatch(/办法（六），锁定[\s\S]*30日内作出是否授信的决定/)
    await page.fill('#clock-days', '40')
    expect(await at('clock-sentence').innerText()).toContain('要比它短')
    await at('put-clock').click()
    await save()
    expect(await at('checked').getAttribute('data-problems')).toBe('1')
    expect(await at('problem').innerText()).toMatch(/时限 · 作出是否授信的决定：不得放宽[\s\S]*办法（六）[\s\S]*在收齐企业申请材料30日内[\s\S]*少于30/)
    expect(await look(admin, 'studio-refused-zh')).toEqual(NOTHING)
    await at('to-place').click()
    await page.fill('#clock-days', '20')
    await page.fill('#clock-title-zh', '按本县承诺作出决定')
    expect(await look(admin, 'studio-clock-zh')).toEqual(NOTHING)
    await at('put-clock').click()
    await save()
    expect(await at('checked').getAttribute('data-problems')).toBe('0')
    expect(await at('differences').innerText()).toMatch(/20日内/)
  })

  it('writes limits, a reason and a text by forms, and keeps what it typed over a reload', async () => {
    const { page } = admin
    await tab('limits')
    await page.fill('#visit_attempt_limit', '5')
    await page.locator('#visit_attempt_limit').blur()
    await page.fill('#limit-intended_banks_most', '1')
    await page.locator('#limit-intended_banks_most').blur()
    await tab('reasons')
    await at('add-reason').click()
    await page.fill('#reason-title-zh', '经营场所存疑')
    await at('put-reason').click()
    await tab('notices')
    await page.selectOption('#notice-name', `bank-decision@${COUNTY}.overdue`)
    await at('add-notice').click()
    await page.fill('#notice-subject-zh', '已超过20日：{nonsense}')
    expect(await page.locator('[data-test=notice-form] [role=alert]').innerText()).toContain('{nonsense}')
    await page.fill('#notice-subject-zh', '已超过20日：{enterprise}')
    expect(await look(admin, 'studio-notice-zh')).toEqual(NOTHING)
    await at('put-notice').click()
    await page.reload()
    await admin.settled()
    expect(await at('unsaved').getAttribute('data-unsaved')).toBe('true')
    await save()
    expect(await at('checked').getAttribute('data-problems')).toBe('0')
    expect(await at('differences').locator('li').count()).toBeGreaterThanOrEqual(5)
  })

  it('may write the text; one that cannot be read is kept and said to be so', async () => {
    const { page } = admin
    await tab('text')
    const text = await page.locator('#draft-text').inputValue()
    await page.fill('#draft-text', `${text}oops: [`)
    await at('unreadable').waitFor()
    await tab('steps')
    expect(await page.locator('main [role=alert]').innerText()).toContain('读不懂')
    await tab('text')
    expect(await page.locator('#draft-text').inputValue()).toBe(`${text}oops: [`)
    await page.fill('#draft-text', `# 本地说明\n${text}`)
    await save()
    expect(await at('checked').getAttribute('data-problems')).toBe('0')
    await tab('text')
    expect(await look(admin, 'studio-text-zh')).toEqual(NOTHING)
  })

  it('who is overtaken by somebody else keeps what was typed and reads theirs', async () => {
    const { page } = admin
    const api = `workflows/${COUNTY}/drafts/${draft.split('/').at(-1)}`
    const now = await server.ask<{ yaml: string; revision: number; title: string }>('GET', api)
    await tab('limits')
    await page.fill('#visit_overlap_days', '15')
    await page.locator('#visit_overlap_days').blur()
    await server.ask('PUT', api, { title: now.title, yaml: `${now.yaml}# 市里看过\n`, revision: now.revision }, { 'X-Qianqiao-Actor': 'city' })
    await at('save-draft').click()
    await at('conflict').waitFor()
    expect(await page.inputValue('#visit_overlap_days')).toBe('15')
    await at('read-theirs').click()
    expect(await at('theirs').innerText()).toContain('# 市里看过')
    expect(await look(admin, 'studio-conflict-zh')).toEqual(NOTHING)
    await at('keep-mine').click()
    await save()
    expect((await server.ask<{ yaml: string }>('GET', api)).yaml).toMatch(/visit_overlap_days: 15/)
  })

  it('looks at what it would mean today, with lists', async () => {
    const { page } = admin
    await tab('impact')
    await at('impact').waitFor()
    expect(await at('statutory').innerText()).toBe('法定期限一个也不变')
    expect(await at('open-cases').innerText()).toBe('3')
    const step = page.locator('[data-line=check-the-tax-grade]')
    expect(await step.locator('[data-test=keeps]').innerText()).toBe('1')
    expect(await step.locator('[data-test=meets]').innerText()).toBe('1')
    expect(await step.locator('[data-test=nobody]').count()).toBe(0)
    expect(await look(admin, 'studio-impact-zh')).toEqual(NOTHING)
    await step.locator('[data-test=keeps]').click()
    await page.waitForURL(/\/cases\?state=Review\.Preliminary/)
    await admin.settled()
    expect(await page.locator('tbody tr').allInnerTexts()).toEqual([expect.stringContaining('已在初审农场')])
  })

  it('cannot agree alone; a second person agrees, then it is published', async () => {
    const { page } = admin
    await admin.open(`${draft}?tab=publish`)
    expect(await at('approve-draft').count()).toBe(0)
    expect(await at('publish-draft').isDisabled()).toBe(true)
    const office = await Person.signedIn(browser, server.url, account('office'), {}, `${draft}?tab=publish`)
    await office.settled()
    expect(await office.page.locator('[data-test=save-draft]').count()).toBe(0)
    expect(await look(office, 'studio-agree-zh')).toEqual(NOTHING)
    await office.page.locator('[data-test=approve-draft]').click()
    await office.page.locator('[data-test=approved]', { hasText: 'office' }).waitFor()
    expect(office.troubles).toEqual([])
    await office.close()
    await page.reload()
    await admin.settled()
    await at('publish-draft').click()
    await at('sure').click()
    await page.locator('[data-test=draft-state][data-state=published]').waitFor()
    expect(await look(admin, 'studio-published-zh')).toEqual(NOTHING)
  })

  it('leaves cases as they are: who enters the stage afterwards has the step, who was there has not', async () => {
    await post(server, 'force', `cases/${onItsWay}/events`, 'ApplicationSubmitted', {
      standards: STANDARDS, banks: ['bank-a'], amount_fen: 50_000_000, purpose: '收购春茶', term_months: 12, consent: true,
    })
    expect(await stepTasks()).toEqual([onItsWay])
    expect(reviewedAlready).not.toBe(onItsWay)
  })

  it('whose step it is fills in its form and completes it', async () => {
    const tax = await Person.signedIn(browser, server.url, account('department'), {}, `/cases/${onItsWay}`)
    const { page } = tax
    await tax.settled()
    const button = page.locator('[data-test=event-StepCompleted]')
    if (await button.count()) await button.click()
    else await page.locator('[data-test=other-events]').selectOption('StepCompleted')
    expect(await page.locator('#step-StepCompleted option').allInnerTexts()).toEqual(['核对纳税信用'])
    await page.selectOption('#field-StepCompleted-outcome', 'passed')
    await page.selectOption('#field-StepCompleted-form-field_1', 'B')
    expect(await look(tax, 'studio-step-done-zh')).toEqual(NOTHING)
    await page.locator('[data-test=submit-event]').click()
    await page.locator('[data-test=done]').waitFor()
    expect(await stepTasks()).toEqual([])
    await tax.close()
  })

  it('sees what was published and goes one step back, with a reason', async () => {
    const { page } = admin
    await admin.open(path('?tab=history'))
    expect(await page.locator('tr[data-publication]').count()).toBe(2)
    await page.locator('tr[data-publication=inForce] a').click()
    await at('publication').waitFor()
    expect(await at('differences').innerText()).toContain('核对纳税信用')
    expect(await look(admin, 'studio-history-zh')).toEqual(NOTHING)
    await at('revert').click()
    await page.fill('#revert-sure-reason', '银行反映20日过紧')
    expect(await admin.findings()).toEqual([])
    await at('revert-sure').click()
    await at('reverted').waitFor()
    await page.locator('tr[data-publication=inForce]', { hasText: '银行反映20日过紧' }).waitFor()
    await tab('now')
    await page.waitForFunction(() => !document.querySelector('main')!.textContent!.includes('核对纳税信用'))
  })

  it('discards a draft; it is all there in English', async () => {
    const { page } = admin
    await admin.locale('en')
    await admin.open(path('?tab=drafts'))
    await page.fill('#draft-title', 'To be discarded')
    await at('begin-draft').click()
    await page.waitForURL(/\/drafts\/\d+/)
    const second = new URL(page.url()).pathname
    await admin.settled()
    await at('add-step').click()
    await page.locator('[data-test=step-form]').waitFor()
    expect(await look(admin, 'studio-en-step')).toEqual(NOTHING)
    for (const name of ['clocks', 'limits', 'reasons', 'notices', 'text', 'check', 'impact', 'publish']) {
      await admin.open(`${second}?tab=${name}`)
      expect([name, await look(admin, `studio-en-${name}`)]).toEqual([name, NOTHING])
    }
    await at('discard-draft').click()
    await at('sure').click()
    await page.locator('[data-test=draft-state][data-state=discarded]').waitFor()
    await at('approve-draft').waitFor({ state: 'detached' })
    for (const [name, more] of [['now', ''], ['drafts', '?tab=drafts'], ['history', '?tab=history']] as const) {
      await admin.open(path(more))
      expect([name, await look(admin, `studio-en-${name}`)]).toEqual([name, NOTHING])
    }
  })
})

describe('a draft', () => {
  it('that somebody discards meanwhile takes nothing that was typed with it', async () => {
    const { page } = admin
    await admin.locale('zh')
    await admin.open(path('?tab=drafts'))
    await page.fill('#draft-title', '另一份')
    await at('begin-draft').click()
    await page.waitForURL(/\/drafts\/\d+/)
    await admin.settled()
    const first = new URL(page.url()).pathname
    await tab('limits')
    await page.fill('#visit_attempt_limit', '7')
    await page.locator('#visit_attempt_limit').blur()
    await server.ask('POST', `workflows/${COUNTY}/drafts/${first.split('/').at(-1)}/discard`, { revision: 1 }, { 'X-Qianqiao-Actor': 'city' })
    await at('save-draft').click()
    await at('closed-unsaved').waitFor()
    await at('begin-again').click()
    await page.waitForURL((url) => /\/drafts\/\d+$/.test(url.pathname) && url.pathname !== first)
    await tab('limits')
    expect(await page.inputValue('#visit_attempt_limit')).toBe('7')
  })

  it('is published for a later day, waits, and is in force then', async () => {
    const { page } = admin
    const id = new URL(page.url()).pathname.split('/').at(-1)
    await server.ask('POST', `workflows/${COUNTY}/drafts/${id}/approve`, { revision: 1 }, { 'X-Qianqiao-Actor': 'office' })
    await admin.open(path(`/drafts/${id}?tab=publish`))
    await page.fill('#effective-on', '2025-03-05')
    await at('publish-draft').click()
    await at('sure').click()
    await page.locator('[data-test=draft-state][data-state=published]').waitFor()
    await admin.open(path())
    expect(await at('waiting').innerText()).toContain('2025-03-05')
    await admin.open(path('?tab=history'))
    await page.locator('tr[data-publication=waiting]').waitFor()
    expect(await look(admin, 'studio-waiting-zh')).toEqual(NOTHING)
    await server.advance('3d')
    await admin.open(path())
    expect(await at('waiting').count()).toBe(0)
    expect(await page.locator('[data-group=visits]').innerText()).toContain('7次')
  })
})

describe('the city', () => {
  it('changes its template by the same forms, and keeps every comment', async () => {
    const city = await Person.signedIn(browser, server.url, account('city'), {}, '/workflow/411500?tab=drafts')
    const { page } = city
    await city.settled()
    await page.fill('#draft-title', '市模板：走访次数')
    await page.locator('[data-test=begin-draft]').click()
    await page.waitForURL(/\/drafts\/\d+/)
    await city.settled()
    const id = new URL(page.url()).pathname.split('/').at(-1)
    const before = (await server.ask<{ yaml: string }>('GET', `workflows/411500/drafts/${id}`)).yaml
    await page.locator('[data-test=tab-limits]').click()
    await page.fill('#visit_attempt_limit', '4')
    await page.locator('#visit_attempt_limit').blur()
    await page.locator('[data-test=save-draft]').click()
    await page.locator('[data-test=checked][data-problems="0"]').waitFor()
    expect((await server.ask<{ yaml: string }>('GET', `workflows/411500/drafts/${id}`)).yaml).toBe(before.replace('visit_attempt_limit: 3', 'visit_attempt_limit: 4'))
    for (const name of ['clocks', 'notices', 'reasons', 'impact', 'publish']) {
      await city.open(`/workflow/411500/drafts/${id}?tab=${name}`)
      expect([name, await look(city, `studio-city-${name}`)]).toEqual([name, NOTHING])
    }
    expect(city.troubles).toEqual([])
    await city.close()
  })
})

describe('others', () => {
  it('of the county read and cannot change; the city office looks at any county', async () => {
    const reader = await Person.signedIn(browser, server.url, account('force'), {}, `${draft}?tab=steps`)
    await reader.settled()
    expect(await reader.page.locator('[data-test=add-step], [data-test=save-draft]').count()).toBe(0)
    await reader.open(path('?tab=drafts'))
    expect(await reader.page.locator('[data-test=begin-draft]').count()).toBe(0)
    await reader.close()
    const city = await Person.signedIn(browser, server.url, account('city'), {}, '/workflow')
    await city.settled()
    await city.page.selectOption('[data-test=workflow-area]', COUNTY)
    await city.page.waitForURL(new RegExp(path()))
    await city.settled()
    expect(await look(city, 'studio-city')).toEqual(NOTHING)
    expect(city.troubles.concat(reader.troubles)).toEqual([])
    await city.close()
  })
})

describe('steps of every kind', () => {
  let place = ''
  const check = (group: string, value: string) => admin.page.locator(`${group} input[value="${value}"]`).check()
  const addStep = async (zh: string, en: string, kind: string) => {
    await at('add-step').click()
    await admin.page.fill('#step-title-zh', zh)
    await admin.page.fill('#step-title-en', en)
    await admin.page.selectOption('#step-kind', kind)
  }

  it('wait, are sent, are approved by two in their turn and only under a condition, all by forms', async () => {
    const { page } = admin
    await admin.open(path('?tab=drafts'))
    await page.fill('#draft-title', '公示后大额会签')
    await at('begin-draft').click()
    await page.waitForURL(/\/drafts\/\d+/)
    place = new URL(page.url()).pathname
    await admin.settled()
    await addStep('公示', 'Objection', 'wait')
    expect(await page.locator('#step-role, #step-form').count()).toBe(0)
    await at('put-step').click()
    await page.fill('#step-days', '3')
    expect(await look(admin, 'studio-wait-zh')).toEqual(NOTHING)
    await at('put-step').click()
    await addStep('大额会签', 'Countersign', 'approval')
    await page.fill('#step-quorum', '2')
    await check('[data-test=after]', 'objection')
    await at('add-condition').click()
    await page.fill('#when-0-value', '100')
    await at('add-condition').click()
    await page.selectOption('#when-1-field', 'enterprise.kind')
    await check('[data-test=condition-1]', 'company')
    await check('[data-test=condition-1]', 'family_farm')
    await at('add-condition').click()
    await page.selectOption('#when-2-field', 'enterprise.has_code')
    await at('put-step').click()
    expect(await page.locator('[data-test=step-form] [role=alert]').innerText()).toContain('每一条办理条件填完整')
    await page.selectOption('#when-2-value', 'true')
    await at('condition-2-not').check()
    expect(await at('condition-sentence').innerText()).toBe('仅在此时办理：申请金额不少于100 万元，且主体类型为其中之一：企业、家庭农场，且并非（有统一社会信用代码为是）')
    expect(await at('condition').innerText()).toContain('无法判断的，仍须办理')
    expect(await look(admin, 'studio-condition-zh')).toEqual(NOTHING)
    await at('put-step').click()
    await addStep('告知组长', 'Tell the leader', 'notice')
    await check('[data-test=step-form]', 'county_leader')
    await page.fill('#step-subject-zh', '{enterprise}公示期满')
    await page.fill('#step-body-zh', '请留意。')
    await check('[data-test=after]', 'objection')
    expect(await look(admin, 'studio-notice-step-zh')).toEqual(NOTHING)
    await at('put-step').click()
    await save()
    expect(await at('checked').getAttribute('data-problems')).toBe('0')
    expect(await at('differences').innerText()).toMatch(/等待3个工作日[\s\S]*2名不同的/)
    const { yaml } = await server.ask<{ yaml: string }>('GET', `workflows/${COUNTY}/drafts/${place.split('/').at(-1)}`)
    expect(yaml).toContain('{field: application.amount_fen, at_least: 100000000}')
    expect(yaml).toContain('working_days: 3')
  })

  it('that wait for each other are refused, and the problem stands at the step', async () => {
    const { page } = admin
    await tab('steps')
    await page.locator('[data-item=step-0] [data-test=change-step]').click()
    await check('[data-test=after]', 'countersign')
    await at('put-step').click()
    await save()
    expect(await at('checked').getAttribute('data-problems')).not.toBe('0')
    await tab('steps')
    expect((await at('step-problem').allInnerTexts()).join()).toMatch(/步骤/)
    expect(await look(admin, 'studio-cycle-zh')).toEqual(NOTHING)
    await page.locator('[data-item=step-0] [data-test=change-step]').click()
    await page.locator('[data-test=after] input[value="countersign"]').uncheck()
    await at('put-step').click()
    await save()
    expect(await at('checked').getAttribute('data-problems')).toBe('0')
  })

  it('keep a condition that rows cannot show, told as a sentence', async () => {
    const { page } = admin
    await tab('text')
    const text = await page.locator('#draft-text').inputValue()
    const deep = 'when: {any: [{field: visit.outcome, is: refused}, {all: [{field: application.banks, at_least: 2}, {field: application.amount_fen, at_most: 505000000}]}]}'
    await page.fill('#draft-text', `${text}  - {id: deep, stage: Guidance, kind: plugin, plugin: checks, role: leader, title: {zh: 核验, en: verify}, ${deep}}\n`)
    await tab('steps')
    const sentence = '走访结果为不愿接受走访，或（意向银行数不少于2，且申请金额不多于505 万元）'
    expect(await page.locator('[data-item=step-3]').innerText()).toContain(sentence)
    await page.locator('[data-item=step-3] [data-test=change-step]').click()
    expect(await at('condition').innerText()).toContain(sentence)
    expect(await at('add-condition').count()).toBe(0)
    expect(await page.inputValue('#step-plugin')).toBe('checks')
    expect(await look(admin, 'studio-kept-zh')).toEqual(NOTHING)
    await at('put-step').click()
    await tab('text')
    expect(await page.locator('#draft-text').inputValue()).toContain(deep)
    await page.fill('#draft-text', text)
    await page.locator('[data-test=unsaved][data-unsaved=false]').waitFor()
  })

  it('apply to what runs once it is moved: previewed, refused when it changed meanwhile, then done with a reason', async () => {
    const { page } = admin
    const draftApi = `workflows/${COUNTY}/drafts/${place.split('/').at(-1)}`
    const leaves = await walkIn(server, '将要撤回农场')
    const { revision } = await server.ask<{ revision: number }>('GET', draftApi)
    await server.ask('POST', `${draftApi}/approve`, { revision }, { 'X-Qianqiao-Actor': 'office' })
    await server.ask('POST', `${draftApi}/publish`, { revision }, { 'X-Qianqiao-Actor': 'admin' })
    await admin.open(path('?tab=running'))
    await at('preview-migration').click()
    await at('migration').waitFor()
    const total = Number(await at('migration').getAttribute('data-total'))
    expect(total).toBeGreaterThanOrEqual(4)
    expect(await page.locator(`[data-effect="${reviewedAlready}"]`).innerText()).toContain('公示')
    expect(await look(admin, 'studio-migration-zh')).toEqual(NOTHING)
    await page.fill('#migration-reason', '统一口径')
    await post(server, 'force', `cases/${leaves.id}/events`, 'Withdrawn', { reason: 'no_longer_needed' })
    await at('migrate').click()
    await page.locator(`[data-test=migration][data-total="${total - 1}"]`).waitFor()
    expect(await page.locator('.problem').innerText()).toContain(`预览时为 ${total} 个，现在是 ${total - 1} 个`)
    expect(await page.inputValue('#migration-reason')).toBe('统一口径')
    await at('migrate').click()
    expect(await at('moved').innerText()).toContain(String(total - 1))
    await at('preview-migration').click()
    await page.locator('[data-test=migration][data-total="0"]').waitFor()
  })

  it('read well on the case: why it was moved, what waits until when, what was not needed', async () => {
    const force = await Person.signedIn(browser, server.url, account('force'), {}, `/cases/${reviewedAlready}`)
    const { page } = force
    await force.settled()
    const main = page.locator('main')
    expect(await main.innerText()).toMatch(/改按新的流程方案办理[\s\S]*统一口径/)
    await page.locator('.clock', { hasText: '公示' }).waitFor()
    expect(await look(force, 'studio-moved-case-zh')).toEqual(NOTHING)
    await server.advance('8d')
    await force.open(`/cases/${reviewedAlready}`)
    await page.getByText('步骤“公示”自动完成').waitFor()
    await page.getByText('步骤“大额会签”按条件不需办理').waitFor()
    expect(await look(force, 'studio-by-itself-zh')).toEqual(NOTHING)
    await force.open(path('?tab=running'))
    expect(await page.locator('[data-test=tab-running], [data-test=preview-migration]').count()).toBe(0)
    expect(force.troubles).toEqual([])
    await force.close()
  })

  it('are all there in English', async () => {
    const { page } = admin
    await admin.locale('en')
    await admin.open(path('?tab=drafts'))
    await page.fill('#draft-title', 'Looked at')
    await at('begin-draft').click()
    await page.waitForURL(/\/drafts\/\d+/)
    await admin.settled()
    for (const [i, name] of ['wait', 'countersign', 'notice'].entries()) {
      await page.locator(`[data-item=step-${i}] [data-test=change-step]`).click()
      expect([name, await look(admin, `studio-en-${name}-step`)]).toEqual([name, NOTHING])
      await page.locator('[data-test=step-form] button', { hasText: 'Cancel' }).click()
    }
    await admin.open(path('?tab=running'))
    await at('preview-migration').click()
    await at('migration').waitFor()
    expect(await look(admin, 'studio-en-running')).toEqual(NOTHING)
    await admin.locale('zh')
  })
})
