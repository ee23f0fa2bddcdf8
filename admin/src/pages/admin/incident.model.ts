// An incident's detail as people read it.
import type { Locale } from '@/i18n'

export interface Unheard {
  notice: string
  audience: string
}

// "review-preliminary.escalate-1 → county_leader": which notice found nobody.
export function unheardIn(detail: string): Unheard | undefined {
  const found = /^([a-z-]+(?:@\w+)?(?:\.[a-z]+(?:-\d+)?)?) → (\w+)$/.exec(detail)
  return found ? { notice: found[1]!, audience: found[2]! } : undefined
}

// Of what the server writes down in both languages ("… / … [code]"), the reader's own.
export function inLanguage(text: string, locale: Locale): string {
  const at = text.lastIndexOf(' / ')
  const [zh, en] = [text.slice(0, at), text.slice(at + 3)]
  const isBoth = at > 0 && /[\u4e00-\u9fff]/.test(zh) && !/[\u4e00-\u9fff]/.test(en)
  if (!isBoth) return text
  return locale === 'zh' ? zh : en.replace(/ \[[a-z_.]+\]$/, '')
}
