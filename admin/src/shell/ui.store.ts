import { defineStore } from 'pinia'
import { keptLocale, useLocale, type Locale } from '@/i18n'

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
      await useLocale(locale)
      this.locale = locale
    },
    toggleLarge() {
      this.large = !this.large
      localStorage.setItem(LARGE, this.large ? '1' : '0')
      document.documentElement.classList.toggle('large', this.large)
    },
  },
})
