import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useInfiniteQuery } from '@tanstack/vue-query'

export interface Page<T> {
  items: T[]
  next_cursor: string | null
}

// A list of the server, page after page.
export function usePages<T>(
  key: MaybeRefOrGetter<readonly unknown[]>,
  load: (cursor: string | undefined) => Promise<Page<T>>,
  enabled: MaybeRefOrGetter<boolean> = true,
  // Does what was shown under the key before stay until the answer is there?
  stays: (before: readonly unknown[]) => boolean = () => false,
) {
  const query = useInfiniteQuery({
    queryKey: computed(() => [...toValue(key)]),
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Page<T>) => last.next_cursor ?? undefined,
    enabled: computed(() => toValue(enabled)),
    placeholderData: (shown, before) => (before && stays(before.queryKey) ? shown : undefined),
  })
  const items = computed<T[]>(() => (query.data.value?.pages ?? []).flatMap((page) => page.items))
  return { ...query, items }
}
