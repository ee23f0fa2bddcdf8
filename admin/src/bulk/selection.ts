// Rows that were chosen from a list; kept over paging, gone with the list's filters.
import { computed, ref, watch, type WatchSource } from 'vue'
import { MOST, type Chosen } from './bulk.model'

export interface Found {
  items: Chosen[]
  more: boolean
}

export function useSelection(filters: WatchSource, loadAll: () => Promise<Found>) {
  const chosen = ref(new Map<string, Chosen>())
  const more = ref(false) // there are more that match than can be chosen at once
  const busy = ref(false)
  const problem = ref<unknown>(null)
  const clear = () => {
    chosen.value = new Map()
    more.value = false
    problem.value = null
  }
  watch(filters, clear)
  function toggle(row: Chosen) {
    const now = new Map(chosen.value)
    if (!now.delete(row.id) && now.size < MOST) now.set(row.id, row)
    chosen.value = now
  }
  function toggleAll(rows: readonly Chosen[], on: boolean) {
    const now = new Map(chosen.value)
    for (const row of rows)
      if (!on) now.delete(row.id)
      else if (now.size < MOST) now.set(row.id, row)
    chosen.value = now
  }
  async function chooseAll() {
    busy.value = true
    problem.value = null
    try {
      const found = await loadAll()
      toggleAll(found.items, true)
      more.value = found.more
    } catch (thrown) {
      problem.value = thrown
    } finally {
      busy.value = false
    }
  }
  return { chosen: computed(() => [...chosen.value.values()]), has: (id: string) => chosen.value.has(id), more, busy, problem, toggle, toggleAll, chooseAll, clear }
}
export type Selection = ReturnType<typeof useSelection>

// Every page of a list up to the bound, one row for each subject.
export async function allPages<T>(load: (cursor: string | undefined) => Promise<{ items: T[]; next_cursor: string | null }>, chosenOf: (row: T) => Chosen): Promise<Found> {
  const found = new Map<string, Chosen>()
  let cursor: string | undefined
  do {
    const page = await load(cursor)
    for (const row of page.items) {
      const one = chosenOf(row)
      if (found.size >= MOST && !found.has(one.id)) return { items: [...found.values()], more: true }
      found.set(one.id, one)
    }
    cursor = page.next_cursor ?? undefined
  } while (cursor)
  return { items: [...found.values()], more: false }
}
