import { createI18n } from 'vue-i18n'
import zh from './zh'

export type Locale = 'zh' | 'en'
const KEY = 'qianqiao.locale'

export const i18n = createI18n({
  legacy: false,
  locale: 'zh' as Locale,
  fallbackLocale: 'zh',
  messages: { zh } as Record<string, typeof zh>,
})

export async function useLocale(locale: Locale) {
  if (locale === 'en' && !i18n.global.availableLocales.includes('en'))
    i18n.global.setLocaleMessage('en', (await import('./en')).default as unknown as typeof zh)
  i18n.global.locale.value = locale
  document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en'
  localStorage.setItem(KEY, locale)
}

export const keptLocale = (): Locale => (localStorage.getItem(KEY) === 'en' ? 'en' : 'zh')
