// An import is followed by its id, which stands in the address: a page that is loaded anew goes on.
import { computed, watch } from 'vue'
import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { showRoster } from '@/services/rosters'
import { isRunning, pauseAfter } from './job.model'

export function useJob(id: () => string) {
  const queries = useQueryClient()
  const query = useQuery({
    queryKey: computed(() => ['roster', id()]),
    queryFn: () => showRoster(id()),
    enabled: computed(() => id() !== ''),
    refetchInterval: ({ state }) => (isRunning(state.data) ? pauseAfter(state.dataUpdateCount) : false),
    staleTime: 0,
  })
  const job = computed(() => (id() ? query.data.value : undefined))
  watch(
    () => [job.value?.id, job.value?.status] as const,
    ([now, status], [before]) => {
      if (now !== before || status === 'running' || !status) return
      for (const key of ['rosters', 'cases', 'tasks', 'deadlines', 'figures']) void queries.invalidateQueries({ queryKey: [key] })
    },
  )
  return { query, job }
}
