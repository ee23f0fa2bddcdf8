// A draft as somebody writes it: kept in this tab until the server has it; what somebody else saved
// meanwhile is noticed and never written over unasked.
import { computed, ref, watch } from 'vue'
import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { changeDraft, showDraft, type Draft } from '@/services/workflows'
import { dropDraft, keepDraft, readDraft } from '@/ui/draft'
import { readOverlay } from './overlay.model'

interface Typed {
  title: string
  text: string
  revision: number
  savedTitle: string
  savedText: string
}
const typedFrom = ({ title, yaml, revision }: Draft): Typed => ({ title, text: yaml, revision, savedTitle: title, savedText: yaml })

export function useDraft(area: string, id: string) {
  const queries = useQueryClient()
  const key = `workflow.${id}`
  const query = useQuery({ queryKey: ['workflow', area, 'draft', id], queryFn: () => showDraft(area, id) })
  const typed = ref<Typed | null>(readDraft<Typed>(key) ?? null)
  const problem = ref<unknown>(null)
  const busy = ref(false)
  const unsaved = computed(() => !!typed.value && (typed.value.text !== typed.value.savedText || typed.value.title !== typed.value.savedTitle))
  const conflict = computed(() => {
    const theirs = query.data.value
    return unsaved.value && theirs?.state === 'open' && theirs.revision > typed.value!.revision ? theirs : null
  })
  const reading = computed(() => readOverlay(typed.value?.text ?? ''))
  keepDraft(() => (unsaved.value ? key : ''), typed)
  watch(unsaved, (now) => !now && dropDraft(key))
  watch(
    query.data,
    (draft) => {
      if (!draft) return
      if (!typed.value || !unsaved.value) typed.value = typedFrom(draft)
    },
    { immediate: true },
  )

  const edit = (text: string) => typed.value && (typed.value = { ...typed.value, text })
  // `merged`: the version in force that was compared with, part by part.
  async function save(merged?: string) {
    const mine = typed.value
    if (!mine || !query.data.value) return
    busy.value = true
    problem.value = null
    try {
      const saved = await changeDraft(query.data.value, {
        title: mine.title.trim(), yaml: mine.text, revision: mine.revision, ...(merged ? { merged_version: merged } : {}),
      })
      const since = typed.value!
      typed.value = { ...typedFrom(saved), title: since.title === mine.title ? saved.title : since.title, text: since.text === mine.text ? saved.yaml : since.text }
      queries.setQueryData(['workflow', area, 'draft', id], saved)
      await queries.invalidateQueries({ queryKey: ['workflow', area, 'drafts'] })
    } catch (thrown) {
      problem.value = thrown
      await query.refetch()
    } finally {
      busy.value = false
    }
  }
  const takeTheirs = () => {
    problem.value = null
    typed.value = typedFrom(query.data.value!)
  }
  // The next save is a change of what they saved.
  const keepMine = () => {
    problem.value = null
    const { title, yaml, revision } = query.data.value!
    typed.value = { ...typed.value!, revision, savedTitle: title, savedText: yaml }
  }
  return { query, typed, unsaved, conflict, reading, problem, busy, edit, save, takeTheirs, keepMine }
}
