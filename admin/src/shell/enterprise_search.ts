// Enterprises by any part of their name, its pinyin's initials or their code, as somebody types.
import { computed, onScopeDispose, ref, watch } from 'vue'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { findEnterprises } from '@/services/enterprises'

const PAUSE_MS = 200

// What was typed, once the typing has paused.
export function usePaused(text: () => string) {
  const paused = ref('')
  let timer: number | undefined
  watch(
    text,
    (now) => {
      window.clearTimeout(timer)
      timer = window.setTimeout(() => (paused.value = now.trim()), PAUSE_MS)
    },
    { immediate: true },
  )
  onScopeDispose(() => window.clearTimeout(timer))
  return paused
}

export function useEnterpriseSearch(text: () => string, limit = 5) {
  const wanted = usePaused(text)
  const query = useQuery({
    queryKey: computed(() => ['enterprises', wanted.value, limit]),
    queryFn: async () => (await findEnterprises(wanted.value, limit)).items,
    enabled: computed(() => wanted.value !== ''),
    placeholderData: keepPreviousData,
  })
  const items = computed(() => (wanted.value ? (query.data.value ?? []) : []))
  return { wanted, items, error: query.error, isFetching: query.isFetching }
}
