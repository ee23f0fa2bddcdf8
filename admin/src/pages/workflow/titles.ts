// What a message is called: that of a clock's rung, of any clock's, of an event.
import { useWords } from '@/ui/words'
import { clockOf } from './base.model'
import { whenOf } from './clock.model'

export function useTitles() {
  const { t, say, name } = useWords()
  const ruleTitle = (rule: string) => {
    const hook = rule.split('@')[0]!
    return `${rule.includes('@') ? t('workflow.ownOf') : ''}${say(clockOf(hook)?.title) || name('rule', hook)}`
  }
  function rungTitle(rung: string): string {
    const [when = '', n] = rung.split('-')
    const known = whenOf(0) === when || when === 'ahead' || when === 'escalate'
    return !known ? rung : n ? t(`rung.${when}`, { n }) : t(`workflow.whens.${when}`)
  }
  function textTitle(text: string): string {
    const [rule = '', rung] = text.split('.')
    if (rung === undefined) return name('noticeText', text)
    if (rule === 'rung') return t('workflow.anyClock', { when: rungTitle(rung) })
    return `${ruleTitle(rule)} · ${rungTitle(rung)}`
  }
  return { ruleTitle, rungTitle, textTitle }
}
