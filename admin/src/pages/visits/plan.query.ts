// Enterprises that wait for a visit: those that are planned all at once, the others page by page.
import { computed } from 'vue'
import { useQuery } from '@tanstack/vue-query'
import { usePages } from '@/api/paging'
import { listCases } from '@/services/subjects'
import type { VisitCase } from './plan.model'

export const MOST_PLANNED = 1000

type Filters = Record<string, string>

async function allPlanned(filters: Filters): Promise<{ items: VisitCase[]; more: boolean }> {
  const items: VisitCase[] = []
  let cursor: string | undefined
  do {
    const page = await listCases({ ...filters, state: 'Visit.Planned', limit: 200, cursor })
    items.push(...page.items)
    cursor = page.next_cursor ?? undefined
  } while (cursor && items.length < MOST_PLANNED)
  return { items, more: cursor !== undefined }
}

export function useVisitCases(place: () => Filters, words: () => string) {
  const wanted = () => ({ ...place(), ...(words() ? { q: words() } : {}) })
  const planned = useQuery({
    queryKey: computed(() => ['cases', 'plan', place()]),
    queryFn: () => allPlanned(place()),
  })
  const waiting = (state: string) =>
    usePages<VisitCase>(
      () => ['cases', 'plan', state, wanted()],
      (cursor) => listCases({ ...wanted(), state, limit: 50, cursor }),
    )
  return { planned, unplanned: waiting('Visit.Unplanned'), attempted: waiting('Visit.Attempted') }
}
