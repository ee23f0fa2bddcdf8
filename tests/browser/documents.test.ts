// Documents kept with a case and with a referral: added by choosing and by dropping, read, removed;
// a name that is an attack stays a name.
import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Person, launch } from './support/browser'
import { account, found, pushed } from './support/county'
import { NOTHING, look } from './support/look'
import { Server } from './support/server'

const ATTACK = '<img src=x onerror=alert(1)>.png'
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const pdf = (words: string) => Buffer.from(`%PDF-1.7\n${words}`)

let server: Server
let browser: Browser
let force: Person
let bank: Person
let ids: { id: string; referral: string }

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start(), launch()])
  await found(server)
  ids = await pushed(server, '材料齐备茶厂')
  force = await Person.signedIn(browser, server.url, account('force'), {}, `/cases/${ids.id}`)
  bank = await Person.signedIn(browser, server.url, account('contact-a'), {}, `/referrals/${ids.referral}`)
})
afterAll(async () => {
  const troubles = [force, bank].flatMap((one) => one?.troubles ?? [])
  await browser?.close()
  await server?.stop()
  expect(troubles).toEqual([])
})

const panel = (person: Person) => person.page.locator('[data-test=documents]')
const rows = (person: Person) => panel(person).locator('tbody tr')
const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer })
const shown = (person: Person, name: string) => panel(person).locator('tbody').getByRole('link', { name, exact: true }).waitFor()

describe('documents of a case', () => {
  it('are added several at once, each with its own result; a failed one says why', async () => {
    await force.settled()
    await panel(force).scrollIntoViewIfNeeded()
    expect(await panel(force).innerText()).toMatch(/还没有材料/)
    await force.page.selectOption('#document-kind', 'licence')
    await force.page.setInputFiles('#document-files', [
      file('营业执照.pdf', pdf('执照')), file('恶意.pdf', Buffer.from('<html><script>alert(1)</script>')), file(ATTACK, PNG),
    ])
    await shown(force, '营业执照.pdf')
    await shown(force, ATTACK)
    const failed = panel(force).locator('[data-state=failed]')
    expect(await failed.innerText()).toMatch(/恶意\.pdf[\s\S]*不接收这种文件[\s\S]*PDF/)
    expect(await rows(force).count()).toBe(2)
    expect(await rows(force).first().innerText()).toMatch(/证照[\s\S]*B[\s\S]*force/)
    expect(await look(force, 'documents-case')).toEqual(NOTHING)
    expect(await force.page.locator('img[src=x]').count()).toBe(0)
    await failed.getByRole('button', { name: '收起 恶意.pdf' }).click()
    expect(await failed.count()).toBe(0)
  })

  it('are dropped on the panel', async () => {
    const transfer = await force.page.evaluateHandle(() => {
      const data = new DataTransfer()
      data.items.add(new File(['%PDF-1.7 dropped'], '拖来的.pdf', { type: 'application/pdf' }))
      return data
    })
    await panel(force).dispatchEvent('dragover', { dataTransfer: transfer })
    await panel(force).dispatchEvent('drop', { dataTransfer: transfer })
    await shown(force, '拖来的.pdf')
  })

  it('that could not be sent are tried again under the same key', async () => {
    await force.page.route('**/documents?*', (route) => route.abort(), { times: 1 })
    await force.page.setInputFiles('#document-files', [file('重试.pdf', pdf('再来'))])
    const again = panel(force).getByRole('button', { name: '再试一次 重试.pdf' })
    await again.waitFor()
    await again.press('Enter')
    await shown(force, '重试.pdf')
    expect(await rows(force).count()).toBe(4)
  })

  it('are not sent at all where they are too large', async () => {
    await force.page.setInputFiles('#document-files', [file('太大.pdf', Buffer.concat([pdf(''), Buffer.alloc(10 * 1024 * 1024)]))])
    await panel(force).locator('[data-state=failed]').waitFor()
    expect(await panel(force).locator('[data-state=failed]').innerText()).toMatch(/文件太大/)
    await panel(force).getByRole('button', { name: '收起 太大.pdf' }).click()
  })

  it('are chosen by keyboard', async () => {
    const [chooser] = await Promise.all([force.page.waitForEvent('filechooser'), panel(force).locator('[data-test=add-documents]').press('Enter')])
    expect(chooser.isMultiple()).toBe(true)
  })

  it('are downloaded as they were sent', async () => {
    const [download] = await Promise.all([force.page.waitForEvent('download'), panel(force).getByRole('link', { name: '营业执照.pdf' }).click()])
    expect(download.suggestedFilename()).toBe('营业执照.pdf')
    expect(readFileSync(await download.path()).equals(pdf('执照'))).toBe(true)
  })

  it('are no buttons among the events', async () => {
    const offered = await force.page.locator('[data-test^=event-], [data-test=other-events] option').allInnerTexts()
    expect(offered.length).toBeGreaterThan(0)
    expect(offered.filter((text) => /材料/.test(text))).toEqual([])
  })

  it('do not disturb a form that is being filled in', async () => {
    await force.page.locator('[data-test=other-events]').selectOption('Withdrawn')
    await force.page.setInputFiles('#document-files', [file('旁证.txt', Buffer.from('说明'))])
    await shown(force, '旁证.txt')
    await force.settled()
    expect(await force.page.locator('body').innerText()).not.toMatch(/别人有了新的办理/)
  })

  it('are removed with a reason, by keyboard, and history says so', async () => {
    await panel(force).getByRole('button', { name: `移除 ${ATTACK}` }).press('Enter')
    await force.page.getByRole('dialog', { name: '移除材料' }).waitFor()
    await force.page.locator('#document-remove-reason').fill('传错了')
    await look(force, 'documents-removing')
    await force.page.locator('#document-remove-reason').press('Enter')
    await rows(force).filter({ hasText: ATTACK }).waitFor({ state: 'detached' })
    await force.settled()
    const history = force.page.locator('section[aria-labelledby=history-head]')
    await history.getByText('移除材料，内容已删除').waitFor()
    expect(await history.innerText()).toMatch(/传错了/)
    expect(await history.getByRole('link', { name: '营业执照.pdf' }).count()).toBe(1)
    expect(await history.getByRole('link', { name: ATTACK }).count()).toBe(0)
    expect(await history.locator('s').first().innerText()).toBe(ATTACK)
    await history.scrollIntoViewIfNeeded()
    expect(await look(force, 'documents-history')).toEqual(NOTHING)
  })

  it('read well in English', async () => {
    await force.locale('en')
    await force.open(`/cases/${ids.id}`)
    expect(await panel(force).innerText()).toMatch(/Documents[\s\S]*4 documents[\s\S]*Licence/)
    await panel(force).scrollIntoViewIfNeeded()
    expect(await look(force, 'documents-english')).toEqual(NOTHING)
  })
})

describe('documents of a referral', () => {
  it("are the bank's own, and nothing of the case's", async () => {
    await bank.settled()
    await panel(bank).scrollIntoViewIfNeeded()
    expect(await panel(bank).innerText()).not.toMatch(/营业执照/)
    expect(await bank.page.locator('#document-kind').inputValue()).toBe('bank_reply')
    await bank.page.setInputFiles('#document-files', [file('审批意见.pdf', pdf('同意'))])
    await shown(bank, '审批意见.pdf')
    expect(await look(bank, 'documents-bank')).toEqual(NOTHING)
  })

  it('are not added by who only looks on', async () => {
    const auditor = await Person.signedIn(browser, server.url, account('auditor'), {}, `/cases/${ids.id}`)
    await auditor.settled()
    await shown(auditor, '营业执照.pdf')
    expect(await auditor.page.locator('#document-files').count()).toBe(0)
    expect(await panel(auditor).getByRole('button', { name: /移除/ }).count()).toBe(0)
    await auditor.close()
  })
})
