// README's pictures: small, there, and named. With QIANQIAO_PICTURES=1 they are taken anew from a
// demo city:  QIANQIAO_PICTURES=1 tests/browser/run.py browser tests/browser/pictures.test.ts
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DESK, PHONE, Person, launch } from './support/browser'
import { readPng, writePng } from './support/png'
import { progressCode } from './support/pages'
import { Server } from './support/server'

const FOLDER = join(__dirname, '../../admin/pictures')
const README = readFileSync(join(__dirname, '../../README.md'), 'utf8')
const MOST = 120 * 1024
const PICTURES = { inbox: DESK, case: DESK, dashboard: DESK, visit: PHONE, progress: PHONE }

describe('a picture', () => {
  it('written again with a palette stays what it is', () => {
    const rgb = new Uint8Array(6 * 4 * 3).map((_, i) => (i * 37) % 256)
    const again = writePng({ width: 6, height: 4, rgb })
    expect(again.subarray(1, 4).toString()).toBe('PNG')
    expect(again.includes(Buffer.from('PLTE'))).toBe(true)
  })
})

// Written into the sources, so only when somebody asks for them.
if (process.env.QIANQIAO_PICTURES === '1') describe('README’s pictures', () => {
  it('are taken', async () => {
    const [server, browser] = await Promise.all([Server.start({ demo: ['--size', '600', '--days', '60'] }), launch()])
    const as = (username: string, viewport: { width: number; height: number }) =>
      Person.signedIn(browser, server.url, server.accounts.find((one) => one.username === username)!, { viewport })
    const first = async (path: string) => (await server.ask<{ items: { id: string }[] }>('GET', path)).items[0]!.id
    const take = async (person: Person, name: keyof typeof PICTURES, path: string) => {
      await person.open(path)
      await person.page.evaluate(() => document.fonts.ready)
      mkdirSync(FOLDER, { recursive: true })
      writeFileSync(join(FOLDER, `${name}.png`), writePng(readPng(await person.page.screenshot())))
      await person.close()
    }
    try {
      await take(await as('shihe.force1', DESK), 'inbox', '/inbox')
      await take(await Person.at(browser, server.url, { viewport: PHONE }), 'progress', `/progress#${await progressCode(server)}`)
      await take(await as('shihe.force1', DESK), 'case', `/cases/${await first('cases?county=411502&state=Review.LeaderReview&limit=1')}`)
      await take(await as('city.office', DESK), 'dashboard', '/dashboard')
      const visit = await first('cases?county=411502&state=Visit.Planned&limit=1')
      await take(await as('shihe.force1', PHONE), 'visit', `/m/visits/${visit}`)
    } finally {
      await browser.close()
      await server.stop()
    }
  })
})

describe('README', () => {
  it('shows each of the pictures, and there are no others', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(PICTURES).map((name) => `${name}.png`).sort())
    for (const [name, size] of Object.entries(PICTURES)) {
      const file = join(FOLDER, `${name}.png`)
      expect(existsSync(file)).toBe(true)
      const picture = readFileSync(file)
      expect([name, picture.length <= MOST]).toEqual([name, true])
      expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([size.width, size.height])
      expect(README).toContain(`admin/pictures/${name}.png`)
    }
  })
})
