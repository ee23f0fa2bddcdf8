// Every call goes through here: types from the served OpenAPI, the session's token on each change,
// and each refusal as an ApiProblem.
import createClient, { type Middleware } from 'openapi-fetch'
import { problemFrom, unreachable, type ApiProblem } from './problem'
import type { components, paths } from './schema'

export type Schemas = components['schemas']

interface Hooks {
  onUnauthenticated: () => void
  onUnreachable: () => void
  onAnswer: () => void
}

let token = ''
let hooks: Hooks = { onUnauthenticated() {}, onUnreachable() {}, onAnswer() {} }

export const setToken = (csrf: string) => (token = csrf)
export const hasToken = () => token !== ''
export const setHooks = (wanted: Hooks) => (hooks = wanted)

const withToken: Middleware = {
  onRequest({ request }) {
    if (request.method !== 'GET' && token) request.headers.set('X-CSRF-Token', token)
    return request
  },
}

export const api = createClient<paths>({ baseUrl: '' })
api.use(withToken)

interface Outcome<T> {
  data?: T
  error?: unknown
  response: Response
}

// The data of an answer; throws an ApiProblem otherwise.
export async function take<T>(asked: Promise<Outcome<T>>): Promise<T> {
  let outcome: Outcome<T>
  try {
    outcome = await asked
  } catch {
    hooks.onUnreachable()
    throw unreachable()
  }
  hooks.onAnswer()
  if (outcome.error === undefined && outcome.response.ok) return outcome.data as T
  const problem: ApiProblem = problemFrom(outcome.response.status, outcome.error)
  if (problem.status === 401 && token) hooks.onUnauthenticated()
  throw problem
}

// A file sent as it is, with how far it is (0 to 1), which fetch does not tell.
export function sendFile<T>(path: string, file: File, key: string, told: (part: number) => void): Promise<T> {
  const answer = new Promise<Outcome<T>>((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    request.responseType = 'text'
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.setRequestHeader('Idempotency-Key', key)
    if (token) request.setRequestHeader('X-CSRF-Token', token)
    request.upload.onprogress = (event) => told(event.total ? event.loaded / event.total : 0)
    request.onerror = request.onabort = request.ontimeout = () => reject(new Error('unreachable'))
    request.onload = () => {
      const response = { ok: request.status >= 200 && request.status < 300, status: request.status } as Response
      const body = parsed(request.responseText)
      resolve(response.ok ? { data: body as T, response } : { error: body ?? {}, response })
    }
    request.send(file)
  })
  return take(answer)
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

// For what is no JSON: files sent and fetched.
export async function takeRaw(path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers)
  if (token) headers.set('X-CSRF-Token', token)
  const answer = fetch(path, { ...init, headers }).then(async (response) => ({
    data: response,
    error: response.ok ? undefined : await response.json().catch(() => ({})),
    response,
  }))
  return take(answer)
}
