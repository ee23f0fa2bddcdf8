// The real server with a simulated clock, on a free port, serving the built application.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const BIN = process.env.QIANQIAO_BIN_DIR ?? join(__dirname, '../../../build/dev/bin')
const WEB = process.env.QIANQIAO_WEB ?? join(__dirname, '../../../build/web')
export const BINARY = join(BIN, 'qianqiao')
export const AT = '2025-03-03T09:00'

export interface Account {
  username: string
  password: string
  role: string
  organisation: string
}

export class Server {
  url = ''
  setUpCode = ''
  private process?: ChildProcess

  private constructor(
    readonly folder: string,
    private data: string,
    private port = 0,
  ) {}

  static async start(options: { demo?: string[]; copyOf?: string; at?: string; settings?: object } = {}): Promise<Server> {
    const folder = mkdtempSync(join(tmpdir(), 'qianqiao-web-'))
    const data = join(folder, 'data')
    if (options.demo) execFileSync(BINARY, ['demo', '--data', data, ...options.demo], { stdio: 'ignore' })
    if (options.copyOf) cpSync(options.copyOf, data, { recursive: true })
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ web_root: WEB, ...options.settings }))
    const server = new Server(folder, data)
    await server.run(options.demo || options.copyOf ? [] : ['--clock', 'simulated', '--at', options.at ?? AT])
    return server
  }

  private run(options: string[]): Promise<void> {
    const config = join(this.folder, 'settings.json')
    const listen = `127.0.0.1:${this.port}`
    const child = spawn(BINARY, ['serve', '--data', this.data, '--listen', listen, '--config', config, ...options], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.process = child
    let said = ''
    return new Promise((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        said += chunk.toString()
        this.setUpCode = /set-up code: (\S+)/.exec(said)?.[1] ?? this.setUpCode
        const told = /listening on (http:\/\/\S+)/.exec(said)?.[1]
        if (!told) return
        this.url = told
        this.port = Number(new URL(told).port)
        resolve()
      }
      child.stdout.on('data', hear)
      child.stderr.on('data', hear)
      child.once('error', reject)
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)))
    })
  }

  get key() {
    return readFileSync(join(this.data, 'api-key'), 'utf8').trim()
  }
  get accounts(): Account[] {
    return JSON.parse(readFileSync(join(this.data, 'demo-accounts.json'), 'utf8')) as Account[]
  }

  async ask<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
    const answer = await fetch(`${this.url}/api/v1/${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.key}`, ...(body ? { 'Content-Type': 'application/json' } : {}), ...headers },
      body: body ? JSON.stringify(body) : undefined,
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return (text ? JSON.parse(text) : undefined) as T
  }
  advance = (span: string) => this.ask('POST', 'clock', { advance: span })

  async halt(): Promise<void> {
    const child = this.process
    if (!child || child.exitCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.removeAllListeners('exit')
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await Promise.race([ended, gone])
  }
  again = () => this.run([])

  // As somebody with the database's file would, past what keeps history from being changed.
  async tamper(sql: string): Promise<void> {
    await this.halt()
    const script = `import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
kept = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
for name, _ in kept: db.execute(f"DROP TRIGGER {name}")
assert db.execute(sys.argv[2]).rowcount == 1
for _, text in kept: db.execute(text)
db.commit()`
    execFileSync('/usr/bin/python3', ['-c', script, join(this.data, 'qianqiao.db'), sql], { stdio: 'inherit' })
    await this.again()
  }

  // Goes on from a copy in which a county's overlay is adopted, a day later.
  async adopt(overlay: string): Promise<void> {
    await this.halt()
    const [file, kept] = [join(this.folder, 'overlay.yaml'), join(this.folder, 'kept')]
    writeFileSync(file, overlay)
    execFileSync(BINARY, ['simulate', '--from', this.data, '--days', '1', '--actors', 'nobody', '--workflow', file, '--keep', kept], { stdio: 'ignore' })
    this.data = kept
    await this.run(['--clock', 'simulated'])
  }

  async stop(): Promise<void> {
    await this.halt()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
