// The one item of a list that is being written: kept in this tab until it is put into the draft.
import { ref, watch, type Ref } from 'vue'
import { dropDraft, keepDraft, readDraft } from '@/ui/draft'

export interface Editing<T> {
  at: number | undefined // undefined: a new one
  item: T
}

export function useItem<T>(draft: string, section: string) {
  const key = `workflow.${draft}.${section}`
  const editing = ref(readDraft<Editing<T>>(key)) as Ref<Editing<T> | undefined>
  keepDraft(() => (editing.value ? key : ''), editing)
  watch(editing, (now) => !now && dropDraft(key))
  const begin = (item: T, at?: number) => (editing.value = { at, item: JSON.parse(JSON.stringify(item)) as T })
  const end = () => (editing.value = undefined)
  return { editing, begin, end }
}
