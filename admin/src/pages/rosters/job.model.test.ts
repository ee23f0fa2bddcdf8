import { describe, expect, it } from 'vitest'
import { endOf, isRunning, pauseAfter, percentOf } from './job.model'

const job = (status: string, more = {}) => ({ status, bytes_done: 50, bytes_total: 200, good: 7, dry_run: false, ...more }) as Parameters<typeof percentOf>[0]

describe('an import', () => {
  it('tells how far it is, and a hundred only at its end', () => {
    expect(percentOf(job('running'))).toBe(25)
    expect(percentOf(job('running', { bytes_done: 200 }))).toBe(99)
    expect(percentOf(job('running', { bytes_total: 0 }))).toBe(0)
    expect(percentOf(job('done', { bytes_done: 0 }))).toBe(100)
  })
  it('that broke off says what to do', () => {
    expect(endOf(job('cancelled'))).toBe('cancelled')
    expect(endOf(job('interrupted'))).toBe('interrupted')
    expect(endOf(job('interrupted', { dry_run: true }))).toBe('interruptedLook')
    expect(endOf(job('done'))).toBeUndefined()
  })
  it('is asked after less and less often', () => {
    expect(isRunning(job('running'))).toBe(true)
    expect(isRunning(undefined)).toBe(false)
    expect(pauseAfter(0)).toBeLessThan(pauseAfter(50))
  })
})
