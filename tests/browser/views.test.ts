// A list's filters under a name: saved, opened, changed, shared with a role, deleted.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PHONE, Person, launch } from './support/browser'
import { COUNTY, PASSWORD, account, appliedFor, found } from './support/county'
import { NOTHING, look } from './support/look'
import { Server } from './support/server'

let server: Server
let browser: Browser
let office: Person

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start(), launch()])
  await found(server)
  await appliedFor(server, '在审农场')
  office = await Person.signedIn(browser, server.url, account('office'), {}, '/cases')
})
afterAll(async () => {
  const troubles = office?.troubles ?? []
  await browser?.close()
  await server?.stop()
  expect(troubles).toEqual([])
})
const at = (test: string, person = office) => person.page.locator(`[data-test=${test}]`)
const chip = (name: string, person = office) => person.page.locator(`[data-view="${name}"]`)
async function save(name: string, role = '') {
  const { page } = office
  await at('save-view').click()
  await page.fill('#view-name', name)
  if (role) {
    await page.selectOption('#view-who', { index: 1 })
    await page.selectOption('#view-role', role)
  }
  await at('put-view').click()
  await chip(name).waitFor()
}

describe('a view', () => {
  it('keeps what a list shows, and opens it again', async () => {
    const { page } = office
    await office.open('/cases?stage=Review&open=true')
    await at('save-view').click()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('view-name')
    await at('put-view').click()
    expect(await page.locator('#view-fault').innerText()).toBe('请写名称。')
    expect(await look(office, 'view-save-zh')).toEqual(NOTHING)
    await page.fill('#view-name', '审核中')
    await page.keyboard.press('Enter')
    await chip('审核中').waitFor()
    expect(await chip('审核中').getAttribute('aria-current')).toBe('true')
    await office.open('/cases')
    expect(await chip('审核中').getAttribute('aria-current')).toBeNull()
    await chip('审核中').click()
    await page.waitForURL(/stage=Review/)
    expect(new URL(page.url()).search).toBe('?open=true&stage=Review')
    expect(await page.inputValue('#f-stage')).toBe('Review')
  })

  it('changes when it is saved again under its name', async () => {
    await office.open('/cases?stage=Guidance')
    await at('save-view').click()
    await office.page.fill('#view-name', '审核中')
    expect(await at('put-view').innerText()).toBe('更新同名视图')
    await at('put-view').click()
    await office.page.locator('[data-view="审核中"][aria-current=true]').waitFor()
    expect(await office.page.locator('[data-view]').count()).toBe(1)
  })

  it('shared with a role, is seen by who holds it there, and stays its owner’s', async () => {
    const { page } = office
    await office.open('/cases?overdue=true')
    await save('专班盯逾期', 'task_force')
    expect(await look(office, 'view-shared-zh')).toEqual(NOTHING)
    const force = await Person.signedIn(browser, server.url, account('force'), {}, '/cases')
    await chip('专班盯逾期', force).waitFor()
    expect(await chip('专班盯逾期', force).getAttribute('title')).toMatch(/^office 共享给/)
    expect(await chip('审核中', force).count()).toBe(0)
    await chip('专班盯逾期', force).click()
    await force.page.waitForURL(/overdue=true/)
    expect(await at('drop-view', force).count()).toBe(0)
    expect(await look(force, 'view-theirs-zh')).toEqual(NOTHING)
    const leader = await Person.signedIn(browser, server.url, account('leader'), {}, '/cases')
    await leader.settled()
    expect(await leader.page.locator('[data-view]').count()).toBe(0)
    expect(force.troubles.concat(leader.troubles)).toEqual([])
    await Promise.all([force.close(), leader.close()])
    await at('drop-view').click()
    await chip('专班盯逾期').waitFor({ state: 'detached' })
    expect(await page.locator('nav [role=status]').first().innerText()).toBe('已删除视图“专班盯逾期”。')
  })

  it('belongs to its list: deadlines, referrals and slips have their own', async () => {
    await office.locale('en')
    for (const [path, name] of [['/deadlines?overdue=true', 'late clocks'], ['/referrals?tab=decide', 'to decide'], ['/slips?state=Raised&due=7', 'new slips']] as const) {
      await office.open(path)
      expect(await office.page.locator('[data-view]').count()).toBe(0)
      await save(name)
      await office.open(path)
      expect(await chip(name).getAttribute('aria-current')).toBe('true')
      expect([path, await look(office, `view-${path.slice(1, 5)}-en`)]).toEqual([path, NOTHING])
    }
    const { items } = await server.ask<{ items: { query: object; page: string }[] }>('GET', 'views?page=deadlines', undefined, { 'X-Qianqiao-Actor': 'office' })
    expect(items.map((one) => one.query)).toEqual([{ overdue: 'true' }]) // and not the county that is one's own anyway
    await office.locale('zh')
  })

  it('keeps whose turn and how far the inbox looks: in the address, over a reload and back', async () => {
    const person = { user_name: 'double', name: 'double', organisation: COUNTY, password: PASSWORD, appointments: [{ role: 'leader' }, { role: 'preliminary_reviewer' }] }
    await server.ask('POST', 'organisations', { organisations: [], people: [person] })
    const double = await Person.signedIn(browser, server.url, account('double'), {}, '/inbox')
    const { page } = double
    await double.settled()
    expect(await page.locator('.task').count()).toBe(1) // for the preliminary review
    await at('as', double).selectOption('leader')
    await page.waitForURL(/role=leader/)
    await page.locator('.empty').waitFor()
    await at('as', double).selectOption('preliminary_reviewer')
    await page.waitForURL(/role=preliminary_reviewer/)
    await page.locator('.task').waitFor()
    await page.goBack()
    await expect.poll(() => at('as', double).inputValue()).toBe('leader')
    await page.goForward()
    await expect.poll(() => at('as', double).inputValue()).toBe('preliminary_reviewer')
    await at('until', double).selectOption('today')
    await page.waitForURL(/until=today/)
    expect(await page.locator('.empty').innerText()).toBe('这个期限内没有待办。')
    await page.reload()
    await double.settled()
    expect([await at('as', double).inputValue(), await at('until', double).inputValue()]).toEqual(['preliminary_reviewer', 'today'])
    await at('save-view', double).click()
    await page.fill('#view-name', '今天要初审的')
    await at('put-view', double).click()
    await chip('今天要初审的', double).waitFor()
    await double.open('/inbox')
    expect(await page.locator('.task').count()).toBe(1)
    await chip('今天要初审的', double).click()
    await page.waitForURL(/role=preliminary_reviewer&until=today|until=today&role=preliminary_reviewer/)
    expect(await chip('今天要初审的', double).getAttribute('aria-current')).toBe('true')
    expect(await look(double, 'view-inbox-zh')).toEqual(NOTHING)
    await double.locale('en')
    await double.open('/inbox?until=week')
    expect(await look(double, 'view-inbox-en')).toEqual(NOTHING)
    await double.close()
  })

  it('fits a phone', async () => {
    const phone = await Person.signedIn(browser, server.url, account('office'), { viewport: PHONE }, '/cases')
    await at('save-view', phone).click()
    await phone.page.selectOption('#view-who', { index: 1 })
    expect(await phone.page.locator('#view-place').inputValue()).toBe(COUNTY)
    expect(await look(phone, 'view-phone')).toEqual(NOTHING)
    await phone.close()
  })
})
