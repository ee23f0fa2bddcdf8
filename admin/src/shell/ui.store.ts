import { defineStore } from 'pinia'
import { keptLocale, useLocale, type Locale } from '@/i18n'
import { answer, settle } from '@/ui/answer'

const LARGE = 'qianqiao.large'

// Of this browser alone: nothing the server knows is kept here.
export const useUi = defineStore('ui', {
  state: () => ({
    locale: keptLocale() as Locale,
    large: localStorage.getItem(LARGE) === '1',
    expired: false,
    gone: false,
  }),
  actions: {
    async start() {
      document.documentElement.classList.toggle('large', this.large)
      await useLocale(this.locale)
    },
    async setLocale(locale: Locale) {
      await answer()
      await useLocale(locale).finally(settle)
      this.locale = locale
    },
    async toggleLarge() {
      this.large = !this.large
      localStorage.setItem(LARGE, this.large ? '1' : '0')
      await answer()
      document.documentElement.classList.toggle('large', this.large)
      settle()
    },
  },
})
