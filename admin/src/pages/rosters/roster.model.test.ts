import { describe, expect, it } from 'vitest'
import { bySeverity, fileFault, markedName, type Problem } from './roster.model'

describe('roster files', () => {
  it('are refused before they are sent where they cannot be read', () => {
    expect(fileFault({ name: '名录.xlsx', size: 10 })).toBeUndefined()
    expect(fileFault({ name: '名录.pdf', size: 10 })).toBe('kind')
    expect(fileFault({ name: '名录.csv', size: 0 })).toBe('empty')
    expect(fileFault({ name: '名录.CSV', size: 1e9 })).toBe('size')
  })
  it('come back under their own name', () => {
    expect(markedName('名录.v2.xlsx')).toBe('名录.v2-marked.xlsx')
    expect(markedName('')).toBe('-marked.csv')
  })
  it('errors stand before warnings, each by row', () => {
    const problem = (row: number, severity: 'error' | 'warning') => ({ row, severity, column: '', heading: '', code: '', zh: '', en: '' }) as Problem
    expect(bySeverity([problem(1, 'warning'), problem(9, 'error'), problem(2, 'error')]).map((one) => one.row)).toEqual([2, 9, 1])
  })
})
