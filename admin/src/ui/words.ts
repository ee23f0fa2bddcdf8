// Words of the product in the reader's language.
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Locale } from '@/i18n'
import type { Words } from '@/api/problem'

export function useWords() {
  const { t, te, locale } = useI18n()
  const lang = computed(() => locale.value as Locale)
  const say = (words: Words | null | undefined) => (words ? words[lang.value] || words.zh : '')
  // A code that has no word yet is shown as it is rather than as a key.
  const name = (family: string, code: string) => {
    if (family === 'task' && code.startsWith('step:')) return t('stepTask', { step: code.slice(5) })
    const key = `${family}.${code.replace(/\./g, '_')}`
    return te(key) || te(key, 'zh') ? t(key) : code
  }
  return { t, say, name, lang }
}
