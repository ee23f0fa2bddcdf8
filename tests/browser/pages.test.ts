// Every page, in both languages, at the desk and on a phone: nothing for axe to find, nothing that
// the content policy refuses, nothing wider than the window.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DESK, PHONE, Person, launch } from './support/browser'
import { NOTHING, look, named } from './support/look'
import { PAGES, progressCode } from './support/pages'
import { Server } from './support/server'

let server: Server
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start({ demo: ['--size', '120', '--days', '25'] }), launch()])
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const signedIn = (username: string) =>
  Person.signedIn(browser, server.url, server.accounts.find((one) => one.username === username)!, { viewport: DESK })

describe('at the desk', () => {
  for (const [who, paths] of Object.entries(PAGES))
    it(`${who}: every page in both languages`, async () => {
      const person = await signedIn(who)
      for (const locale of ['zh', 'en'] as const) {
        await person.locale(locale)
        for (const path of paths) {
          await person.open(path)
          expect([path, locale, await look(person, named(who, path, locale))]).toEqual([path, locale, NOTHING])
        }
      }
      await person.close()
    })
})

describe('before anybody signed in', () => {
  it('the sign-in page', async () => {
    const person = await Person.at(browser, server.url)
    for (const locale of ['zh', 'en'] as const) {
      await person.page.goto(`${server.url}/sign-in`)
      await person.locale(locale)
      await person.open('/sign-in')
      expect([locale, await look(person, `sign-in-${locale}`)]).toEqual([locale, NOTHING])
    }
    await person.close()
  })
  it('how far an application is, from its code', async () => {
    const code = await progressCode(server)
    for (const viewport of [DESK, PHONE]) {
      const person = await Person.at(browser, server.url, { viewport })
      for (const locale of ['zh', 'en'] as const)
        for (const [path, name] of [['/progress', 'ask'], [`/progress#${code}`, 'shown']] as const) {
          await person.page.goto(`${server.url}/sign-in`)
          await person.locale(locale)
          await person.open(path)
          if (name === 'shown') await person.page.locator('[data-test=now]').waitFor()
          expect([name, locale, await look(person, `progress-${name}-${viewport.width}-${locale}`)]).toEqual([name, locale, NOTHING])
        }
      await person.close()
    }
  })
})
