// The built files: how much the first page weighs, that nothing is inline, and that the types are
// those of the interface that this server describes.
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import openapiTS, { astToString } from 'openapi-typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Server } from './support/server'

const ADMIN = join(__dirname, '../../admin')
const LIMIT = 300 * 1024

let server: Server
beforeAll(async () => {
  server = await Server.start()
})
afterAll(() => server?.stop())

describe('the built application', () => {
  it('has a first page of at most 300 KB compressed', async () => {
    const fetched = async (path: string) => {
      const answer = await fetch(server.url + path, { headers: { 'Accept-Encoding': 'gzip' } })
      return { text: await answer.text(), bytes: Number(answer.headers.get('content-length') ?? 0) }
    }
    const index = await fetched('/')
    const first = [...index.text.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1]!)
    const names = readdirSync(join(process.env.QIANQIAO_WEB ?? join(__dirname, '../../build/web'), 'assets'))
    const page = names.filter((name) => /^(SignInPage|SignInForm|BarePage|InboxPage|TaskRow|DueText|StateTag)-.*\.(js|css)$/.test(name)).map((name) => `/assets/${name}`)
    let bytes = index.bytes
    for (const path of new Set([...first, ...page])) bytes += (await fetched(path)).bytes
    console.log(`first page: ${Math.round(bytes / 1024)} KB compressed in ${new Set([...first, ...page]).size + 1} files`)
    expect(first.length).toBeGreaterThan(1)
    expect(bytes).toBeLessThanOrEqual(LIMIT)
  })

  it('is sent compressed, kept for ever by its names, and never inline', async () => {
    const index = await fetch(server.url)
    const text = await index.text()
    expect(index.headers.get('content-security-policy')).not.toContain('unsafe')
    expect(text).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/)
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(text)![1]!
    const answer = await fetch(server.url + script, { headers: { 'Accept-Encoding': 'br' } })
    expect(answer.headers.get('cache-control')).toContain('immutable')
    expect(answer.headers.get('content-encoding')).toBe('br')
  })

  it('knows the interface that this server describes', async () => {
    const described = await (await fetch(`${server.url}/api/v1/openapi.json`)).json()
    const types = astToString(await openapiTS(described as never))
    const kept = readFileSync(join(ADMIN, 'src/api/schema.ts'), 'utf8')
    const bare = (text: string) => text.slice(text.indexOf('export interface paths')).trim()
    expect(bare(kept) === bare(types), 'run `npm run types -- URL/api/v1/openapi.json -o src/api/schema.ts` in admin/').toBe(true)
  })

  it('records no host of a registry', () => {
    expect(readFileSync(join(ADMIN, 'package-lock.json'), 'utf8')).not.toContain('"resolved"')
  })

  it('keeps its files small', () => {
    const files = (folder: string): string[] =>
      readdirSync(folder).flatMap((name) => (statSync(join(folder, name)).isDirectory() ? files(join(folder, name)) : [join(folder, name)]))
    const lengths = files(join(ADMIN, 'src'))
      .filter((path) => /\.(vue|ts)$/.test(path) && !path.endsWith('api/schema.ts'))
      .map((path) => readFileSync(path, 'utf8').split('\n').length)
      .sort((a, b) => a - b)
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(100)
  })
})
