// What a house must be looked after for: incidents, sent again or closed with a reason; the audit
// log found by action; history checked, and a change behind the server's back found and named.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Person, launch } from './support/browser'
import { account, appliedFor, found, pushed } from './support/county'
import { Server } from './support/server'

let server: Server
let browser: Browser
let late: string

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start({ settings: { webhook: { allowlist: ['127.0.0.1'] } } }), launch()])
  await found(server)
  // Nobody listens there, and nobody leads: a message is given up, and others find no receiver.
  await server.ask('POST', 'webhooks', { organisation: 'bank-a', name: '没有人接', url: 'http://127.0.0.1:9/' })
  await pushed(server, '发不出农场')
  late = await appliedFor(server, '无人督办农场')
  await server.ask('POST', 'people/leader/disable')
  await server.advance('20d')
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})
const as = (name: string, home?: string) => Person.signedIn(browser, server.url, account(name), {}, home)

describe('incidents', () => {
  it('are named, lead to what they are about, and are sent again or closed with a reason', async () => {
    const person = await as('office', '/admin/deliveries')
    const { page } = person
    const rows = page.locator('[data-test=incident]')
    const given = rows.filter({ hasText: '消息发不出去' }).first()
    const nobody = rows.filter({ hasText: '没有收信人' }).filter({ hasText: late }).first()
    await given.waitFor()
    await nobody.waitFor()
    await person.settled()
    expect(await person.findings()).toEqual([])
    await person.shot('incidents')
    expect(await nobody.getByRole('link').getAttribute('href')).toBe(`/cases/${late}`)

    expect(await nobody.innerText()).toMatch(/第\d级督办 → 专班组长/)
    const before = await rows.count()
    await given.getByRole('button', { name: /重新发送/ }).click()
    await expect.poll(() => rows.count()).toBe(before - 1)

    await nobody.locator('[data-test=incident-close]').click()
    const send = page.locator('[data-test=close-incident]')
    await send.waitFor()
    expect(await person.findings()).toEqual([])
    await page.fill('#close-incident-reason', '组长已经恢复')
    await send.click()
    await expect.poll(() => rows.count()).toBe(before - 2)
    await page.locator('[data-test=incidents-all]').click()
    const closed = rows.filter({ hasText: '组长已经恢复 · office' })
    await closed.waitFor()
    await rows.filter({ hasText: '随所涉事情关闭' }).first().waitFor()
    await person.settled()
    expect(await person.findings()).toEqual([])
    await person.shot('incidents-all')
    expect(person.troubles).toEqual([])
    await person.close()
  })

  it('closed by somebody else meanwhile: it says so, and the reason stays', async () => {
    const person = await as('office', '/admin/deliveries')
    const { page } = person
    await page.locator('[data-test=incident-close]').first().click()
    await page.fill('#close-incident-reason', '我来处理')
    const { items } = await server.ask<{ items: { id: string; delivery: string }[] }>('GET', 'incidents?limit=1')
    await server.ask('POST', `incidents/${items[0]!.id}/close`, { reason: '别人处理了' })
    await page.locator('[data-test=close-incident]').click()
    await page.getByRole('alert').filter({ hasText: '已经关闭' }).waitFor()
    expect(await page.inputValue('#close-incident-reason')).toBe('我来处理')
    await person.close()
  })

  it('and messages come newest first', async () => {
    const person = await as('office', '/admin/deliveries')
    const rows = person.page.locator('tr[data-test=delivery]')
    await rows.first().waitFor()
    const { items } = await server.ask<{ items: { id: string; subject_line: string }[] }>('GET', 'deliveries?limit=50')
    expect(items.map((one) => Number(one.id))).toEqual(items.map((one) => Number(one.id)).sort((a, b) => b - a))
    const shown = await rows.locator('td:nth-child(4)').allInnerTexts()
    expect(shown.slice(0, 5)).toEqual(items.slice(0, 5).map((one) => one.subject_line))
    await person.close()
  })
})

describe('the auditor', () => {
  it('finds what was done by its name', async () => {
    const person = await as('auditor', '/admin/audit')
    const { page } = person
    await page.selectOption('#u-action', { label: '停用人员' })
    await page.locator('form[role=search] button').click()
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1)
    expect(await page.locator('tbody tr').innerText()).toContain('leader')
    await person.close()
  })

  it('checks all history, and is shown what was changed behind the server', async () => {
    const person = await as('auditor', '/admin/audit')
    const { page } = person
    const said = page.locator('[data-test=verified]')
    await page.locator('[data-test=verify]').click()
    await said.waitFor()
    expect(await said.innerText()).toContain('一致')
    expect(await said.innerText()).toMatch(/核验了 \d+ 条记录/)
    expect(await said.locator('li').count()).toBe(0)

    await server.tamper(`UPDATE history SET actor = 'convener' WHERE subject = '${late}' AND sequence = 1`)
    await person.open('/admin/audit')
    await page.locator('[data-test=verify]').click()
    await said.locator('li').first().waitFor()
    expect(await said.innerText()).toContain('处不一致')
    expect(await said.innerText()).toContain(late)
    expect(await person.findings()).toEqual([])
    await person.shot('chain-broken')
    expect(person.troubles).toEqual([])
    await person.close()
  })
})
