// Names of counties, townships, banks and departments, read once.
import { computed } from 'vue'
import { useQuery } from '@tanstack/vue-query'
import { shared } from './shared'
import { listOrganisations, type Organisation } from '@/services/directory'

export const useOrganisations = shared(() => {
  const query = useQuery({
    queryKey: ['organisations'],
    queryFn: async () => (await listOrganisations()).items as Organisation[],
    staleTime: 300_000,
  })
  const all = computed(() => query.data.value ?? [])
  const byId = computed(() => new Map(all.value.map((one) => [one.id, one])))
  const nameOf = (id: string | undefined) => (id ? (byId.value.get(id)?.name ?? id) : '')
  const ofKind = (...kinds: string[]) => all.value.filter((one) => kinds.includes(one.kind))
  return { all, byId, nameOf, ofKind, isPending: query.isPending }
})
