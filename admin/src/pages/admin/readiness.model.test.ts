import { describe, expect, it } from 'vitest'
import { mendedAt, type ReadinessItem } from './readiness.model'

const item = (name: ReadinessItem['name']): ReadinessItem => ({ name, subject: '', state: 'missing', zh: '', en: '' })

describe('what is missing', () => {
  it('is mended on a page that the person may open', () => {
    expect(mendedAt(item('role'), '411502', ['county_administrator'])).toBe('/admin/people')
    expect(mendedAt(item('step'), '411502', ['county_administrator'])).toBe('/workflow/411502')
    expect(mendedAt(item('backup'), '', ['system_administrator'])).toBe('/admin/doctor')
  })
  it('has no link where that page is closed to the person', () => {
    expect(mendedAt(item('backup'), '', ['security_administrator'])).toBeUndefined()
    expect(mendedAt(item('workflow'), '411502', ['system_administrator'])).toBeUndefined()
  })
})
