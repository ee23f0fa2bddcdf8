// What drafts of this area are written on, from the server.
import { computed, watch } from 'vue'
import { useQuery } from '@tanstack/vue-query'
import { showBase } from '@/services/workflows'
import { putBase } from './base.model'

export function useBase(area: () => string) {
  const query = useQuery({
    queryKey: computed(() => ['workflow', area(), 'base']),
    queryFn: () => showBase(area()),
    enabled: computed(() => area() !== ''),
  })
  watch(query.data, (read) => read && putBase(read), { immediate: true })
  return query
}
