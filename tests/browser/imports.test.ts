// A long import as it goes: how far it is, that it stands in the address, and that it can be cancelled
// with what is in kept and said.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Person, launch } from './support/browser'
import { account, found } from './support/county'
import { NOTHING, look } from './support/look'
import { Server } from './support/server'

const ROWS = 30_000
const roster = () =>
  ['企业名称,企业类型,县区,乡镇', ...Array.from({ length: ROWS }, (_, i) => `信阳名录${i}号合作社,农民专业合作社,浉河区,老城街道`)].join('\n')

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

describe('a roster with headings of its own', () => {
  it('shows what each column was taken for, and takes another meaning', async () => {
    const person = await Person.signedIn(browser, server.url, account('office'), {}, '/rosters')
    const { page } = person
    const rows = '店铺,地点备注,企业类型,县区\n信阳甲店合作社,中山路1号,农民专业合作社,浉河区\n'
    await page.locator('#r-file').setInputFiles({ name: '店铺.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) })
    await page.locator('[data-test=preview]').click()
    await page.locator('[data-test=columns]').waitFor() // refused: nothing says which column is the name
    await page.fill('#column-heading', '店铺')
    await page.selectOption('#column-field', 'name')
    await page.locator('[data-test=add-column]').click()
    await page.locator('[data-test=imported][data-dry-run=true]').waitFor()
    const meaning = (heading: string) => page.locator(`tr[data-column="${heading}"] select`)
    expect([await meaning('店铺').inputValue(), await meaning('地点备注').inputValue(), await meaning('县区').inputValue()]).toEqual(['name', '', 'county'])
    await meaning('地点备注').selectOption('address')
    await page.locator('[data-test=chosen-columns] li', { hasText: '地址' }).waitFor()
    await page.locator('[data-count=valid]', { hasText: '1' }).waitFor()
    expect(await look(person, 'import-columns')).toEqual(NOTHING)
    await page.locator('[data-test=import]').click()
    await page.locator('[data-test=imported][data-dry-run=false]').waitFor()
    expect(await page.locator('[data-count=imported]').innerText()).toBe('1')
    const { items } = await server.ask<{ items: { name: string; address: string }[] }>('GET', 'enterprises')
    expect(items.map((one) => [one.name, one.address])).toEqual([['信阳甲店合作社', '中山路1号']])
    expect(person.troubles).toEqual([])
    await person.close()
  })
})

describe('a long import', () => {
  it('tells how far it is, goes on over a reload, and is cancelled with what is in kept', async () => {
    const person = await Person.signedIn(browser, server.url, account('office'), {}, '/rosters')
    const { page } = person
    const job = (status: string) => page.locator(`[data-test=job][data-status=${status}]`)
    await page.locator('#r-file').setInputFiles({ name: '大名录.csv', mimeType: 'text/csv', buffer: Buffer.from(roster()) })
    await page.locator('[data-test=preview]').click()
    await page.locator('[data-test=imported][data-dry-run=true]').waitFor({ timeout: 90_000 })
    expect(await page.locator('[data-count=valid]').innerText()).toBe(String(ROWS))
    const before = page.url()
    await page.locator('[data-test=import]').click()
    await page.waitForURL((address) => address.href !== before)
    await job('running').filter({ hasText: /可用 [1-9]/ }).waitFor()
    await page.reload()
    await job('running').waitFor()
    await page.locator('[data-test=cancel-import]').click()
    await job('cancelled').waitFor({ timeout: 60_000 })
    const said = Number(/已导入的 (\d+) 行保留/.exec(await job('cancelled').innerText())![1])
    expect(said).toBeGreaterThan(0)
    expect(said).toBeLessThan(ROWS)
    expect(await look(person, 'import-cancelled')).toEqual(NOTHING)
    await person.open('/cases')
    expect(await page.locator('main tbody tr').count()).toBe(50)
    expect(person.troubles).toEqual([])
    await person.close()
  })
})
