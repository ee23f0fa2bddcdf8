import { describe, expect, it } from 'vitest'
import { given, meaningOf } from './columns.model'

describe('columns of a roster', () => {
  const column = (heading: string, field = '') => ({ column: 'A', heading, field, use: field ? ('field' as const) : ('attribute' as const) })
  it('are what the server took them for until somebody says otherwise', () => {
    expect(meaningOf(column('企业名称', 'name'), {})).toBe('name')
    expect(meaningOf(column('备注'), {})).toBe('')
    expect(meaningOf(column('店铺'), { name: '店铺' })).toBe('name')
    expect(meaningOf(column('企业名称', 'name'), { name: '店铺' })).toBe('')
  })
  it('have one field each, and one heading a field', () => {
    const one = given({}, '店铺', 'name')
    expect(one).toEqual({ name: '店铺' })
    expect(given(one, '店铺', 'address')).toEqual({ address: '店铺' })
    expect(given(one, '字号', 'name')).toEqual({ name: '字号' })
    expect(given(one, '店铺', '')).toEqual({})
    expect(given(one, '', 'name')).toEqual({})
  })
})
