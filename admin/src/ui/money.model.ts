// Money is kept in fen, shown in 万元 and told to the yuan on hover.
const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',')

const trimmed = (decimal: string) => (decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal)

export function inWan(fen: number): string {
  const text = trimmed((fen / 1_000_000).toFixed(6))
  const [whole = '0', rest] = text.split('.')
  return rest ? `${grouped(whole)}.${rest}` : grouped(whole)
}

export function exactYuan(fen: number): string {
  const text = trimmed((fen / 100).toFixed(2))
  const [whole = '0', rest] = text.split('.')
  return rest ? `${grouped(whole)}.${rest}` : grouped(whole)
}

// "50" or "50.5" 万元 as fen; undefined where it is no amount to the fen.
export function fenOfWan(text: string): number | undefined {
  const clean = text.trim().replace(/[,，]/g, '')
  const match = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(clean)
  if (!match) return undefined
  return Number(match[1]) * 1_000_000 + Number((match[2] ?? '').padEnd(6, '0'))
}

// Rates and fees are kept in hundredths of a percent.
export const percentOf = (bps: number) => trimmed((bps / 100).toFixed(2))

export function bpsOfPercent(text: string): number | undefined {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text.trim().replace(/[%％]$/, ''))
  if (!match) return undefined
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}
