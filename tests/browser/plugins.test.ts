// A county's plugin: uploaded, checked, tried on a copied case without keeping anything, its host
// approved, enabled, at work, changed in a few lines; and a broken one, whose call a person leaves to
// people with a reason.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Person, launch } from './support/browser'
import { COUNTY, account, appliedFor, found } from './support/county'
import { NOTHING, look } from './support/look'
import { Server } from './support/server'
import { zipped } from './support/zip'

const OVERLAY = `overlay: 插件试验方案
area: '${COUNTY}'
steps:
  - id: tax-check
    stage: Review.Preliminary
    kind: plugin
    title: {zh: 核对纳税信用, en: check the tax grade}
    role: task_force
    plugin: checker
    hook: check
`
const manifest = (version: string) => `name: checker
version: ${version}
county: '${COUNTY}'
title: {zh: 纳税信用核对, en: tax grade check}
hooks:
  - {kind: step, name: check, at: Review.Preliminary}
permissions:
  fields: [case.id, case.state, enterprise.name]
  hosts: [api.example.com]
limits: {wall_ms: 5000}
`
const GOOD = `from qianqiao import Case, Verdict, log, step

@step("check", stage="Review.Preliminary")
def check(case: Case) -> Verdict:
    log("looked at " + case.enterprise.name)
    return Verdict.passed("无问题")
`
const BROKEN = GOOD.replace('return Verdict.passed("无问题")', 'raise ValueError("no such thing")')
const CASES = `cases:
  - name: 通过
    hook: step check
    input: {enterprise: {name: 甲}, case: {id: c, state: Review.Preliminary}}
    expect: {outcome: passed}
`
const archive = (version: string, main: string) => ({
  name: `checker-${version}.zip`, mimeType: 'application/zip',
  buffer: zipped({ 'plugin.yaml': manifest(version), 'main.py': main, 'cases.yaml': CASES }),
})

let server: Server
let browser: Browser
let admin: Person

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start(), launch()])
  await found(server)
  await server.adopt(OVERLAY)
  admin = await Person.signedIn(browser, server.url, account('admin'), {}, '/admin/plugins')
})
afterAll(async () => {
  const troubles = admin?.troubles ?? []
  await browser?.close()
  await server?.stop()
  expect(troubles).toEqual([])
})
const events = async (id: string) =>
  (await server.ask<{ items: { event: string; data: { remark?: string } }[] }>('GET', `cases/${id}/events?limit=100`)).items

async function upload(version: string, main: string) {
  const { page } = admin
  await admin.open('/admin/plugins')
  await page.locator('#p-file').setInputFiles(archive(version, main))
  await page.locator('[data-test=upload-plugin]').click()
  await page.waitForURL(new RegExp(`/admin/plugins/${COUNTY}/checker\\?version=${version}`))
  await page.locator(`tr[data-version="${version}"]`).waitFor()
}

describe('a plugin', () => {
  let tried = ''

  it('that cannot be loaded is refused with what is wrong', async () => {
    await admin.page.locator('#p-file').setInputFiles({ name: 'x.zip', mimeType: 'application/zip', buffer: Buffer.from('no archive') })
    await admin.page.locator('[data-test=upload-plugin]').click()
    expect((await admin.page.locator('.problem').innerText()).length).toBeGreaterThan(10)
    expect(await look(admin, 'plugin-refused')).toMatchObject({ ...NOTHING, refused: expect.anything() })
  })

  it('is uploaded, checked, tried on a copy that keeps nothing, approved and enabled', async () => {
    tried = await appliedFor(server, '插件试验农场')
    const before = await events(tried)
    await upload('1.0.0', GOOD)
    const { page } = admin
    await page.locator('[data-test=check-plugin]').click()
    await page.locator('[data-test=checked]', { hasText: '检查通过' }).waitFor()
    await page.locator('[data-test=try-examples]').click()
    await page.locator('[data-test=trial][data-passed=true]').waitFor()
    await page.fill('#p-case', tried)
    await page.locator('[data-test=try-case]').click()
    await page.locator('[data-test=rehearsal]').waitFor()
    const row = page.locator('[data-difference=steps]')
    expect(await row.innerText()).toContain('tax-check')
    expect(await page.locator('[data-test=rehearsal]').innerText()).toContain('looked at 插件试验农场')
    expect(await look(admin, 'plugin-tried')).toEqual(NOTHING)
    expect(await events(tried)).toEqual(before)
    await page.locator('.choices input').check()
    await page.locator('[data-test=approve-hosts]').click()
    await page.locator('[data-test=approved]').waitFor()
    await page.locator('[data-test=enable]').click()
    await page.locator('tr[data-version="1.0.0"][data-health=on]').waitFor()
  })

  it('does its step, and its call and log are there', async () => {
    await server.advance('1h')
    await admin.open(`/admin/plugins/${COUNTY}/checker`)
    await admin.page.locator('tr[data-job=done]').waitFor()
    expect(await admin.page.locator('main').innerText()).toContain('looked at 插件试验农场')
    expect((await events(tried)).at(-1)).toMatchObject({ event: 'StepCompleted', data: { remark: '无问题' } })
  })

  it('is changed in a few lines, which survive a reload and a refusal, and become the next version', async () => {
    const { page } = admin
    await page.locator('[data-test=edit-plugin]').click()
    await page.locator('[data-file="main.py"]').click()
    expect(await page.locator('#edit-version').inputValue()).toBe('1.0.1')
    expect(await page.locator('[data-test=save-edit]').isDisabled()).toBe(true)
    const broken = GOOD.replace('return', 'return (')
    await page.fill('#edit-text', broken)
    await page.locator('[data-mark=changed]').waitFor()
    expect(await look(admin, 'plugin-edit')).toEqual(NOTHING)
    await page.reload()
    await admin.settled()
    expect(await page.locator('#edit-text').inputValue()).toBe(broken)
    await page.locator('[data-test=save-edit]').click()
    expect(await page.locator('.problem').innerText()).toContain('main.py')
    expect(await look(admin, 'plugin-edit-refused')).toMatchObject({ ...NOTHING, refused: expect.anything() })
    expect(await page.locator('#edit-text').inputValue()).toBe(broken)
    await page.fill('#edit-text', GOOD.replace('无问题', '已复核'))
    await page.locator('#edit-text').focus()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.id)).not.toBe('edit-text')
    await page.fill('#edit-new-file', 'notes.txt')
    await page.keyboard.press('Enter')
    await page.fill('#edit-text', '改了答复')
    await page.locator('[data-test=save-edit]').focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/version=1\.0\.1/)
    await page.locator('[data-test=edit-saved]:focus', { hasText: '1.0.1' }).waitFor()
    await page.locator('tr[data-version="1.0.1"][data-health=off]').waitFor()
    await page.locator('tr[data-version="1.0.0"][data-health=on]').waitFor()
    await page.locator('[data-test=check-plugin]').click()
    await page.locator('[data-test=checked]', { hasText: '检查通过' }).waitFor()
    await page.locator('[data-test=edit-plugin]').click()
    await page.locator('[data-file="notes.txt"]').click()
    expect(await page.locator('#edit-text').inputValue()).toBe('改了答复')
    expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.endsWith('checker.1.0.0')))).toEqual([])
  })

  it('that breaks leaves its step to people, with a reason', async () => {
    await upload('1.1.0', BROKEN)
    const { page } = admin
    await page.locator('tr[data-version="1.1.0"] [data-test=enable]').click()
    await page.locator('tr[data-version="1.1.0"][data-health=on]').waitFor()
    const id = await appliedFor(server, '插件故障农场')
    await server.advance('3h')
    await admin.open(`/admin/plugins/${COUNTY}/checker`)
    const failed = page.locator('tr[data-job=failed]')
    await failed.waitFor()
    await failed.locator('[data-test=replay]').click()
    await page.locator('tr[data-job=waiting]').waitFor()
    await page.locator('tr[data-job=waiting] [data-test=skip]').click()
    await page.locator('#skip-job-reason').fill('改由人工办理')
    expect(await admin.findings()).toEqual([])
    await page.locator('[data-test=skip-job]').click()
    await page.locator('tr[data-job=skipped]', { hasText: '改由人工办理' }).waitFor()
    const { items } = await server.ask<{ items: { subject: string; kind: string }[] }>('GET', 'tasks', undefined, { 'X-Qianqiao-Actor': 'force' })
    expect(items.some((task) => task.subject === id && task.kind === 'step:tax-check')).toBe(true)
    await page.locator('[data-test=disable]').click()
    await page.locator('tr[data-version="1.1.0"][data-health=off]').waitFor()
    await admin.locale('en')
    for (const path of ['/admin/plugins', `/admin/plugins/${COUNTY}/checker`]) {
      await admin.open(path)
      expect([path, await look(admin, `plugin-en-${path.length}`)]).toEqual([path, NOTHING])
    }
  })
})
