// A person at a browser of their own: signed in, watched for whatever the content policy refuses and
// for errors that nobody catches.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'
import axe from 'axe-core'

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--lang=zh-CN',
]
export const SHOTS = process.env.QIANQIAO_SHOTS ?? join(__dirname, '../../../build/screenshots')
const AXE = axe.source ?? readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

// A desk's locale, whatever that of the tests is: without one, Chromium loses what is not ASCII in
// the names of files.
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: FLAGS,
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
  })

export const DESK = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }

export class Person {
  readonly troubles: string[] = []

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly url: string,
  ) {}

  static async at(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Person> {
    const context = await browser.newContext({ viewport: DESK, locale: 'zh-CN', acceptDownloads: true, ...options })
    context.setDefaultTimeout(15_000)
    const page = await context.newPage()
    const person = new Person(context, page, url)
    page.on('console', (message) => {
      if (/Content Security Policy|\[Vue warn\]|\[intlify\]/.test(message.text())) person.troubles.push(message.text())
    })
    page.on('pageerror', (error) => person.troubles.push(String(error)))
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`Content Security Policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`)
      })
    })
    return person
  }

  static async signedIn(browser: Browser, url: string, who: { username: string; password: string }, options: BrowserContextOptions = {}, home = '/'): Promise<Person> {
    const person = await Person.at(browser, url, options)
    await person.page.goto(`${url}/sign-in?next=${encodeURIComponent(home)}`)
    await person.signIn(who)
    await person.page.waitForURL((address) => address.pathname !== '/sign-in')
    return person
  }

  async signIn({ username, password }: { username: string; password: string }) {
    await this.page.fill('#username', username)
    await this.page.fill('#password', password)
    await this.page.locator('form').filter({ has: this.page.locator('#password') }).locator('button[type=submit]').click()
  }

  async open(path: string) {
    await this.page.goto(this.url + path)
    await this.settled()
  }

  // Everything that was asked for has come, and no skeleton is left.
  async settled() {
    await this.page.waitForFunction(() => document.querySelector('h1') !== null && document.querySelector('.bones, [aria-busy=true], .on-its-way') === null)
  }

  async locale(wanted: 'zh' | 'en') {
    await this.page.evaluate((value) => localStorage.setItem('qianqiao.locale', value), wanted)
  }

  async shot(name: string) {
    mkdirSync(SHOTS, { recursive: true })
    await this.page.screenshot({ path: join(SHOTS, `${name}.png`) })
  }

  // Findings of axe, each with the elements it is about.
  async findings(): Promise<string[]> {
    // What still fades in has no colours of its own yet.
    await this.page.evaluate(() => Promise.allSettled(document.getAnimations()
      .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity).map((one) => one.finished)))
    await this.page.evaluate(AXE)
    return this.page.evaluate(async () => {
      const engine = (window as unknown as { axe: { run: (o: object) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> } }).axe
      const { violations } = await engine.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })
      return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)} — ${(node.failureSummary ?? '').replace(/\s+/g, ' ').slice(0, 200)}`))
    })
  }

  close = () => this.context.close()
}
