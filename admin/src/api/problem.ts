// What the server refuses, in both languages, with what to do about it.
import type { components } from './schema'

type Told = components['schemas']['Problem']

export interface Words {
  zh: string
  en: string
}

export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly heading: Words,
    readonly advice: Words,
    readonly allowedEvents: string[] = [],
    readonly traceId = '',
  ) {
    super(`${code}: ${advice.en}`)
  }
}

export function unreachable(): ApiProblem {
  return new ApiProblem(
    0,
    'client.unreachable',
    { zh: '连不上服务器', en: 'The server does not answer' },
    {
      zh: '您填写的内容还在本页。请检查网络，恢复后再提交一次。',
      en: 'What you typed is still here. Check the network and submit again once it is back.',
    },
  )
}

const isTold = (body: unknown): body is Told =>
  typeof body === 'object' && body !== null && 'code' in body && 'detail' in body

export function problemFrom(status: number, body: unknown): ApiProblem {
  if (isTold(body))
    return new ApiProblem(
      status,
      body.code,
      { zh: body.title, en: body.title_en },
      { zh: body.detail, en: body.detail_en },
      body.allowed_events ?? [],
      body.trace_id ?? '',
    )
  return new ApiProblem(
    status,
    'client.unexpected',
    { zh: '服务器的回答看不懂', en: 'The server gave an unexpected answer' },
    {
      zh: `请稍后再试；仍然如此时请把“${status}”告诉系统管理员。`,
      en: `Try again later; if it stays so, tell the system administrator "${status}".`,
    },
  )
}

export const asProblem = (thrown: unknown): ApiProblem =>
  thrown instanceof ApiProblem ? thrown : problemFrom(0, thrown)
