// At 200 % on a desk's screen no text is cut off and no page scrolls sideways; tables scroll in
// their own box.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Person, launch } from './support/browser'
import { named } from './support/look'
import { PAGES, detailsFor } from './support/pages'
import { Server } from './support/server'
import { ZOOMED, clippedIn } from './support/zoom'

const DETAILS: Record<string, readonly ('cases' | 'referrals' | 'slips')[]> = {
  'shihe.force1': ['cases', 'slips'], 'bank1.contact1': ['referrals'], 'shihe.fagai': ['slips'],
}
let server: Server
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start({ demo: ['--size', '120', '--days', '25'] }), launch()])
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

async function seen(person: Person, name: string) {
  await person.settled()
  const wide = await person.page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth))
  await person.shot(name)
  return { clipped: await clippedIn(person), wide }
}
const FINE = { clipped: [], wide: 0 }

describe('at 200 %', () => {
  it('what is cut off is found', async () => {
    const person = await Person.at(browser, server.url, ZOOMED)
    await person.open('/sign-in')
    await person.page.evaluate(() => {
      const box = document.createElement('p')
      box.className = 'nowrap'
      box.textContent = '这一行太长'.repeat(40)
      document.querySelector('main, #app')!.append(box)
    })
    expect((await clippedIn(person)).length).toBe(1)
    await person.close()
  })

  it('the sign-in page', async () => {
    const person = await Person.at(browser, server.url, ZOOMED)
    await person.open('/sign-in')
    expect(await seen(person, 'zoom-sign-in')).toEqual(FINE)
    await person.close()
  })

  for (const [who, paths] of Object.entries(PAGES))
    it(`${who}: every page in both languages`, async () => {
      const account = server.accounts.find((one) => one.username === who)!
      const person = await Person.signedIn(browser, server.url, account, ZOOMED)
      const all = [...paths, ...(await detailsFor(server, who, DETAILS[who] ?? []))]
      const found: unknown[] = []
      for (const locale of ['zh', 'en'] as const) {
        await person.locale(locale)
        for (const path of all) {
          await person.open(path)
          const told = await seen(person, `zoom-${named(who, path.replace(/\/[0-9]{6}[A-Z]\w+/, '-one'), locale)}`)
          if (told.wide || told.clipped.length) found.push([path, locale, told])
        }
      }
      expect(found).toEqual([])
      await person.close()
    })
})
