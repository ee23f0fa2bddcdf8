import { describe, expect, it } from 'vitest'
import { bpsOfPercent, exactYuan, fenOfWan, inWan, percentOf } from './money.model'

describe('money', () => {
  it('is shown in 万元 and told to the yuan', () => {
    expect(inWan(50_000_000)).toBe('50')
    expect(inWan(1_234_567_890)).toBe('1,234.56789')
    expect(exactYuan(50_000_000)).toBe('500,000')
    expect(exactYuan(1_234_567_891)).toBe('12,345,678.91')
  })
  it('is read without losing a fen', () => {
    expect(fenOfWan('50')).toBe(50_000_000)
    expect(fenOfWan(' 1,234.56789 ')).toBe(1_234_567_890)
    expect(fenOfWan('0.000001')).toBe(1)
    for (const wrong of ['', 'abc', '1.1234567', '-3', '1e3']) expect(fenOfWan(wrong)).toBeUndefined()
  })
  it('every amount reads back as it was shown', () => {
    for (const fen of [1, 99, 100, 1_000_000, 123_456_789, 9_999_999_999_999])
      expect(fenOfWan(inWan(fen))).toBe(fen)
  })
  it('rates are percents with two decimals', () => {
    expect(percentOf(345)).toBe('3.45')
    expect(percentOf(400)).toBe('4')
    expect(bpsOfPercent('3.45')).toBe(345)
    expect(bpsOfPercent('4%')).toBe(400)
    expect(bpsOfPercent('3.456')).toBeUndefined()
  })
})
