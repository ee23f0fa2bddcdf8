// Cards of the board: dragged onto another stage, or moved there by keyboard, they open the form of
// the event that leads there; where none does, or it is not this person's, the board says why.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PHONE, Person, launch } from './support/browser'
import { COUNTY, TOWN, account, appliedFor, found, post, reviewed, stateOf, walkIn } from './support/county'
import { NOTHING, look } from './support/look'
import { Server } from './support/server'

let server: Server
let browser: Browser
let force: Person
let listed = '', walked = '', applied = '', signing = ''

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start(), launch()])
  await found(server)
  listed = (await post(server, 'office', 'cases', 'Listed', {}, { county: COUNTY, enterprise: { name: '名录农场', kind: 'family_farm', township: TOWN } })).id
  walked = (await walkIn(server, '窗口农场')).id
  applied = await appliedFor(server, '初审农场')
  signing = await reviewed(server, '待签农场')
  force = await Person.signedIn(browser, server.url, account('force'), {}, '/board')
})
afterAll(async () => {
  const troubles = force?.troubles ?? []
  await browser?.close()
  await server?.stop()
  expect(troubles).toEqual([])
})

const at = (test: string, person = force) => person.page.locator(`[data-test=${test}]`)
const column = (stage: string) => force.page.locator(`[data-stage=${stage}]`)
const card = (id: string) => force.page.locator(`[data-card="${id}"]`)
const closed = () => force.page.locator('[role=dialog]').waitFor({ state: 'hidden' })

describe('a card of the board', () => {
  it('dropped on the next stage opens the form that leads there, and moves once it is recorded', async () => {
    const { page } = force
    await force.settled()
    await column('Roster').locator(`[data-card="${listed}"]`).waitFor()
    expect(await column('Visit').count()).toBe(1) // a stage that nothing is in yet takes a card
    expect(await column('Review').locator('[data-test=amount]').innerText()).toBe('100 万元') // two that applied
    expect(await column('Roster').locator('[data-test=amount]').count()).toBe(0)
    expect(await look(force, 'board-cards-zh')).toEqual(NOTHING)
    await card(listed).dragTo(column('Visit'))
    await page.locator('.event-form').waitFor()
    expect(await at('move-to').inputValue()).toBe('Visit')
    await at('submit-event').click() // a form with something missing is not sent
    await page.locator('[aria-invalid=true], [aria-describedby$="-fault"]').first().waitFor()
    expect(await look(force, 'board-move-zh')).toEqual(NOTHING)
    await page.locator('input[name="field-ScreenedIn-conditions_met"]').first().check()
    await at('submit-event').click()
    await at('moved').filter({ hasText: '名录农场' }).waitFor()
    await column('Visit').locator(`[data-card="${listed}"]`).waitFor()
    expect(await stateOf(server, 'cases', listed)).toBe('Visit.Unplanned')
  })

  it('says whose the step is where it is not this person’s', async () => {
    await card(signing).dragTo(column('Recommendation'))
    await at('why-not').filter({ hasText: '由县区召集人办理' }).waitFor()
    expect(await force.page.locator('.event-form').count()).toBe(0)
    expect(await look(force, 'board-why-not-zh')).toEqual(NOTHING)
    await force.page.keyboard.press('Escape')
    await closed()
    expect(await force.page.evaluate(() => (document.activeElement as HTMLElement).dataset.move)).toBe(signing)
  })

  it('says that no step leads there, and what does lead on', async () => {
    await card(walked).dragTo(column('BankDecision'))
    await at('why-not').filter({ hasText: '“申报”没有一步直接到“银行决策”' }).waitFor()
    expect(await at('why-not').innerText()).toMatch(/提交申报，列入申报清单 → 审核/)
    await force.page.keyboard.press('Escape')
    await closed()
    await card(walked).dragTo(column('Application')) // where it is
    expect(await force.page.locator('[role=dialog]').count()).toBe(0)
  })

  it('is moved by keyboard alone; what was typed is kept where it is closed', async () => {
    const { page } = force
    await page.locator(`[data-move="${walked}"]`).focus()
    await page.keyboard.press('Enter')
    await at('move-to').focus()
    for (let i = 0; i < 4; ++i) await page.keyboard.press('ArrowDown')
    expect(await at('move-to').inputValue()).toBe('Review')
    await page.locator('#field-ApplicationSubmitted-purpose').fill('收购春茶')
    await page.keyboard.press('Escape')
    await closed()
    await page.locator(`[data-move="${walked}"]`).press('Enter')
    await at('move-to').selectOption('Review')
    expect(await page.locator('#field-ApplicationSubmitted-purpose').inputValue()).toBe('收购春茶')
    await page.keyboard.press('Escape')
    await closed()
    expect(await stateOf(server, 'cases', walked)).toBe('Application')
  })

  it('asks which, where several events lead there', async () => {
    const { page } = force
    await page.locator(`[data-move="${listed}"]`).click()
    await at('move-to').selectOption('Application')
    if (await at('move-by').count()) await at('move-by').selectOption('VisitRecorded')
    await page.locator('#field-VisitRecorded-channel').waitFor()
    expect(await page.inputValue('#field-VisitRecorded-visited_on')).toBe('2025-03-03')
    await page.keyboard.press('Escape')
    await closed()
  })

  it('is there for one county, in the other language and on a phone', async () => {
    await force.locale('en')
    await force.open('/board')
    await card(applied).waitFor()
    await force.page.locator(`[data-move="${applied}"]`).click()
    await at('move-to').selectOption('Recommendation')
    await at('why-not').waitFor()
    expect(await look(force, 'board-why-not-en')).toEqual(NOTHING)
    const city = await Person.signedIn(browser, server.url, account('city'), {}, '/board')
    await city.settled()
    expect(await city.page.locator('[data-card]').count()).toBe(0)
    const phone = await Person.signedIn(browser, server.url, account('force'), { viewport: PHONE }, '/board')
    await phone.page.locator(`[data-move="${applied}"]`).click()
    await at('move-to', phone).selectOption('Recommendation')
    await at('why-not', phone).waitFor()
    expect(await look(phone, 'board-phone')).toEqual(NOTHING)
    expect(city.troubles.concat(phone.troubles)).toEqual([])
    await Promise.all([city.close(), phone.close()])
  })
})
