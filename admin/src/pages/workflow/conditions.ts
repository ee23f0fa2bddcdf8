// What conditions are called in the reader's language.
import { useWords } from '@/ui/words'
import { inWan } from '@/ui/money.model'
import type { Field, Wording } from './condition.model'

export function useConditions(fields: () => readonly Field[]) {
  const { t, say, name } = useWords()
  const find = (wanted: string) => fields().find((one) => one.name === wanted)
  function titleOf(wanted: string): string {
    const one = find(wanted)
    const [group, kind = '', last = ''] = wanted.split('.')
    if (group === 'information' && one) return t(`workflow.condition.${last}`, { kind: name('choice', kind) })
    if (one?.step) return t('workflow.condition.ofStep', { step: say(one.step), field: one.title ? say(one.title) : t('workflow.condition.outcome') })
    return one ? name('conditionField', wanted) : wanted
  }
  function choiceOf(one: Field, value: string): string {
    if (one.kind === 'flag') return t(value === 'true' ? 'yes' : 'no')
    if (one.title) return value // a step's own form says what it means
    if (one.name === 'enterprise.kind') return name('enterpriseKind', value)
    return name(one.name === 'enterprise.size_class' ? 'size' : 'choice', value)
  }
  function valueOf(wanted: string, value: string): string {
    const one = find(wanted)
    if (one?.kind === 'money' && /^\d+$/.test(value)) return t('money.wan', { wan: inWan(Number(value)) })
    return one ? choiceOf(one, value) : value
  }
  const wording: Wording = {
    title: titleOf,
    value: valueOf,
    say: (operator, title, values) => t(`workflow.condition.sentence.${operator}`, { title, values: values.join(t('joint')) }),
    not: (part) => t('workflow.condition.notOf', { part }),
    nested: (part) => t('workflow.condition.nested', { part }),
    join: (join, parts) => parts.join(t(`workflow.condition.join.${join}`)),
  }
  return { wording, titleOf, choiceOf }
}
