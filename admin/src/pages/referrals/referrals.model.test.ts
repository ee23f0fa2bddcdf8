import { describe, expect, it } from 'vitest'
import { materialsOf, stateOf, tabOf } from './referrals.model'

describe("a bank's referrals", () => {
  it('are found by what they wait for', () => {
    expect(stateOf('decide')).toBe('Deciding')
    expect(tabOf('feedback')).toBe('feedback')
    expect(tabOf('nonsense')).toBe('all')
  })
  it('materials are open until they are handed in, or all are there', () => {
    const rows = [
      { event: 'MaterialsRequested', data: { materials: ['营业执照', '流水'] } },
      { event: 'MaterialsSubmitted', data: { materials: ['营业执照'] } },
    ]
    expect(materialsOf(rows)).toEqual([
      { material: '营业执照', submitted: true },
      { material: '流水', submitted: false },
    ])
    expect(materialsOf([...rows, { event: 'MaterialsCompleted', data: {} }]).every((one) => one.submitted)).toBe(true)
  })
})
