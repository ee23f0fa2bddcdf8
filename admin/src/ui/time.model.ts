// Instants come with +08:00 and days are Shanghai's: their own letters are read, no zone of the
// browser's comes in.
export type Locale = 'zh' | 'en'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export const dayOf = (instant: string) => instant.slice(0, 10)
const clockOf = (instant: string) => instant.slice(11, 16)

const partsOf = (day: string) => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return { year, month, date }
}

export function showDay(day: string, locale: Locale, withYear = false): string {
  const { year, month, date } = partsOf(dayOf(day))
  if (locale === 'zh') return `${withYear ? `${year}年` : ''}${month}月${date}日`
  return `${date} ${MONTHS[month - 1]}${withYear ? ` ${year}` : ''}`
}

// A deadline ends with its day: 23:59:59 is told as 24:00.
export function showInstant(instant: string, locale: Locale, withYear = false): string {
  const time = instant.slice(11, 19) === '23:59:59' ? '24:00' : clockOf(instant)
  return `${showDay(instant, locale, withYear)} ${time}`
}

const utcOf = (day: string) => {
  const { year, month, date } = partsOf(dayOf(day))
  return Date.UTC(year, month - 1, date)
}

export const addDays = (day: string, days: number) =>
  new Date(utcOf(day) + days * 86_400_000).toISOString().slice(0, 10)

export const daysBetween = (from: string, to: string) =>
  Math.round((utcOf(to) - utcOf(from)) / 86_400_000)

// 1 Monday … 7 Sunday.
export const weekdayOf = (day: string) => new Date(utcOf(day)).getUTCDay() || 7

export const isoOf = (ms: number) =>
  `${new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`
