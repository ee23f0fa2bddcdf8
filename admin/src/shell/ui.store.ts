import { defineStore } from 'pinia'
import { keptLocale, useLocale, type Locale } from '@/i18n'
import { painted } from '@/ui/paint'

const LARGE = 'qianqiao.large'

// Of this browser alone: nothing the server knows is kept here.
export const useUi = defineStore('ui', {
  state: () => ({
    locale: keptLocale() as Locale,
    large: localStorage.getItem(LARGE) === '1',
    busy: false, // a page or another language is on its way
    expired: false,
    gone: false,
  }),
  actions: {
    async start() {
      document.documentElement.classList.toggle('large', this.large)
      await useLocale(this.locale)
    },
    // Says that it is on its way before what may take a while: a page of hundreds of rows is drawn anew.
    async answer() {
      this.busy = true
      await painted()
    },
    async setLocale(locale: Locale) {
      await this.answer()
      await useLocale(locale).finally(() => (this.busy = false))
      this.locale = locale
    },
    async toggleLarge() {
      this.large = !this.large
      localStorage.setItem(LARGE, this.large ? '1' : '0')
      await this.answer()
      document.documentElement.classList.toggle('large', this.large)
      this.busy = false
    },
  },
})
