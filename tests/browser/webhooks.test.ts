// A bank's own system is told: an address with a secret that is shown once, a test message that
// arrives signed, a new secret, a message sent again, and an address that may not be used.
import { createServer, type Server as Receiver } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Person, launch } from './support/browser'
import { account, found } from './support/county'
import { NOTHING, look } from './support/look'
import { Server } from './support/server'

let server: Server
let browser: Browser
let receiver: Receiver
let head: Person
const heard: { id: string; signatures: number; type: string }[] = []

beforeAll(async () => {
  receiver = createServer((request, answer) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const { type } = JSON.parse(body) as { type: string }
      heard.push({ id: String(request.headers['webhook-id']), signatures: String(request.headers['webhook-signature']).split(' ').length, type })
      answer.end()
    })
  }).listen(0, '127.0.0.1')
  ;[server, browser] = await Promise.all([Server.start({ settings: { webhook: { allowlist: ['127.0.0.1'] } } }), launch()])
  await found(server)
  head = await Person.signedIn(browser, server.url, account('head-a'), {}, '/admin/webhooks')
})
afterAll(async () => {
  const troubles = head?.troubles ?? []
  await browser?.close()
  await server?.stop()
  receiver?.close()
  expect(troubles).toEqual([])
})

async function settled(fate: string, count: number) {
  const rows = head.page.locator(`tr[data-fate=${fate}]`)
  await expect.poll(async () => {
    await head.page.locator('[data-test=refresh-deliveries]').click()
    return rows.count()
  }, { timeout: 30_000, interval: 300 }).toBe(count)
}

describe('a webhook', () => {
  it('is refused with what was typed where its address may not be used', async () => {
    const { page } = head
    await page.selectOption('#h-organisation', 'bank-a')
    await page.fill('#h-name', '核心系统')
    await page.fill('#h-url', 'https://10.1.2.3/hook')
    await page.locator('[data-test=make-webhook]').click()
    await page.locator('.problem').waitFor()
    expect(await page.inputValue('#h-url')).toBe('https://10.1.2.3/hook')
    expect(await page.locator('#h-organisation option').count()).toBe(2) // its own bank alone
  })

  it('shows its secret once', async () => {
    const { page } = head
    await page.fill('#h-url', `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`)
    await page.locator('[data-test=make-webhook]').click()
    const secret = page.locator('[data-test=secret]')
    await secret.waitFor()
    expect(await secret.innerText()).toContain('whsec_')
    expect(await look(head, 'webhooks')).toEqual(NOTHING)
    await head.open('/admin/webhooks')
    expect(await page.locator('main').innerText()).not.toContain('whsec_')
    await page.locator('main tbody a').click()
    await page.waitForURL(/\/webhooks\/\d+$/)
  })

  it('is tried, and what was sent is sent again under the same number', async () => {
    const { page } = head
    await page.locator('[data-test=test-webhook]').click()
    await page.locator('[data-test=webhook-done]').waitFor()
    await settled('delivered', 1)
    await page.locator('[data-test=replay-one]').click()
    await page.locator('[data-test=replayed]', { hasText: '1' }).waitFor()
    await settled('delivered', 2)
    expect(heard.map((one) => [one.type, one.signatures])).toEqual([['webhook.test', 1], ['webhook.test', 1]])
    expect(heard[0]!.id).toBe(heard[1]!.id)
  })

  it('gets a new secret beside the former one, is switched off and deleted', async () => {
    const { page } = head
    await page.locator('[data-test=rotate]').click()
    await page.locator('[data-test=secret]').waitFor()
    await head.settled()
    expect(await look(head, 'webhook')).toEqual(NOTHING)
    await page.locator('[data-test=test-webhook]').click()
    await settled('delivered', 3)
    expect(heard[2]!.signatures).toBe(2)
    await page.locator('[data-test=webhook-enabled]').uncheck()
    await page.locator('[data-test=save-webhook]').click()
    await page.locator('[data-test=webhook-state]', { hasText: '停用' }).waitFor()
    await page.locator('[data-test=test-webhook]').click()
    await page.locator('.problem', { hasText: '停用' }).waitFor()
    await head.locale('en')
    await page.reload()
    expect(await look(head, 'webhook-en')).toEqual(NOTHING)
    await page.locator('[data-test=delete-webhook]').click()
    await page.locator('[data-test=delete-sure]').click()
    await page.waitForURL(/\/webhooks$/)
    await page.locator('.empty').waitFor()
  })
})
