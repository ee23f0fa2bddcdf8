// What goes wrong around a form: markup as text, a session that ends, a server that goes, somebody
// else who was quicker, a lock after wrong passwords. What was typed stays each time.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Person, launch } from './support/browser'
import { account, found, post, walkIn } from './support/county'
import { Server } from './support/server'

const EVIL = '<img src=x onerror="document.title=1"><script>document.title=2</script>{{7*7}}"\'>'

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
const as = (name: string, home?: string) => Person.signedIn(browser, server.url, account(name), {}, home)

async function openForm(person: Person, id: string) {
  await person.open(`/cases/${id}`)
  await person.page.locator('[data-test=event-InformationRecorded]').click()
  await person.page.selectOption('#field-InformationRecorded-kind', 'operation')
  await person.page.selectOption('#field-InformationRecorded-conclusion', 'favourable')
  await person.page.fill('#field-InformationRecorded-source', '统计局')
  await person.page.fill('#field-InformationRecorded-remark', '打了一半的字')
}
const submit = (person: Person) => person.page.locator('[data-test=submit-event]').click()
const kept = (person: Person) => person.page.inputValue('#field-InformationRecorded-remark')

async function inReview(name: string): Promise<string> {
  const { id } = await walkIn(server, name)
  const met = { met: true, evidence: '现场' }
  await post(server, 'force', `cases/${id}/events`, 'ApplicationSubmitted', {
    standards: { compliant_operation: met, fixed_premises: met, genuine_need: met, good_credit: met, lawful_use: met },
    banks: ['bank-a'], amount_fen: 100, purpose: '茶', term_months: 12, consent: true,
  })
  return id
}

describe('trouble', () => {
  it('markup that was typed is shown as text, everywhere it is shown', async () => {
    const { id } = await walkIn(server, EVIL, { remark: EVIL, need: { amount_fen: 100, purpose: EVIL } })
    await post(server, 'force', `cases/${id}/events`, 'Withdrawn', { reason: 'no_longer_needed', remark: EVIL })
    const other = await inReview(`${EVIL}2`)
    const slip = await post(server, 'force', 'slips', 'Raised', { kind: 'other', description: EVIL }, { case: other })
    const person = await as('force')
    for (const path of ['/cases', `/cases/${id}`, `/cases/${other}`, '/inbox', '/slips', `/slips/${slip.id}`, '/letters', `/cases/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E`]) {
      await person.open(path)
      expect(await person.page.locator('img').count()).toBe(0)
      expect(await person.page.title()).toMatch(/牵桥/)
    }
    await person.open(`/cases/${id}`)
    expect(await person.page.locator('main').innerText()).toContain(EVIL)
    expect(person.troubles).toEqual([])
    await person.close()
  })

  it('a session that ended asks for the password over the page and loses nothing', async () => {
    const id = await inReview('会话试验农场')
    const person = await as('force')
    await openForm(person, id)
    await person.context.clearCookies()
    await submit(person)
    await person.page.locator('.el-dialog #password').waitFor()
    expect(await person.findings()).toEqual([])
    expect(await kept(person)).toBe('打了一半的字')
    await person.page.fill('.el-dialog #password', account('force').password)
    await person.page.locator('.el-dialog button[type=submit]').click()
    await person.page.locator('.el-dialog').waitFor({ state: 'hidden' })
    expect(await kept(person)).toBe('打了一半的字')
    await submit(person)
    await person.page.locator('[data-test=done]').waitFor()
    await person.close()
  })

  it('somebody else was quicker: it says so, keeps the text, and the next attempt is taken', async () => {
    const id = await inReview('冲突试验农场')
    const person = await as('force')
    await openForm(person, id)
    await post(server, 'force', `cases/${id}/events`, 'InformationRecorded', { kind: 'collateral', conclusion: 'favourable', source: '不动产' })
    await submit(person)
    await person.page.locator('.event-form .problem').waitFor()
    expect(await kept(person)).toBe('打了一半的字')
    await person.settled()
    await submit(person)
    await person.page.locator('[data-test=done]').waitFor()
    await person.close()
  })

  it('a refused event says what to do; a reload keeps the text', async () => {
    const id = await inReview('拒绝试验农场')
    const person = await as('preliminary')
    await person.open(`/cases/${id}`)
    await person.page.locator('[data-test=event-ReviewApproved]').click()
    const field = (key: string) => `field-ReviewApproved-${key}`
    await person.page.fill(`#${field('opinion')}`, '意见写好了')
    for (const key of ['findings-policy', 'findings-authenticity', 'findings-completeness', 'no_new_implicit_debt'])
      await person.page.locator(`input[name="${field(key)}"]`).first().check()
    await submit(person)
    const refused = person.page.locator('.event-form .problem')
    await refused.waitFor() // nine kinds of information are missing
    expect((await refused.innerText()).length).toBeGreaterThan(10)
    await person.page.reload()
    await person.settled()
    await person.page.locator('[data-test=event-ReviewApproved]').click()
    expect(await person.page.inputValue(`#${field('opinion')}`)).toBe('意见写好了')
    await person.close()
  })

  it('a server that is gone is told, looked for, and found again with the text in place', async () => {
    const id = await inReview('断线试验农场')
    const person = await as('force')
    await openForm(person, id)
    await server.halt()
    await submit(person)
    await person.page.locator('.gone').waitFor()
    expect(await kept(person)).toBe('打了一半的字')
    await server.again()
    await person.page.locator('.gone').waitFor({ state: 'hidden' })
    await submit(person)
    await person.page.locator('[data-test=done]').waitFor()
    await person.close()
  })

  it('wrong passwords lock with a message that says how long', async () => {
    const person = await Person.at(browser, server.url)
    await person.open('/sign-in')
    const note = person.page.locator('.problem')
    for (let i = 0; i < 6; i++) {
      await Promise.all([
        person.page.waitForResponse((answer) => answer.url().endsWith('/api/v1/session') && answer.request().method() === 'POST'),
        person.signIn({ username: 'convener1', password: 'wrong-password-here' }),
      ])
      await note.waitFor()
    }
    expect(await note.innerText()).toMatch(/锁定|分钟|秒/)
    expect(await person.page.inputValue('#username')).toBe('convener1')
    await person.close()
  })
})
