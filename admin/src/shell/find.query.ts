import { computed } from 'vue'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { findEnterprises } from '@/services/enterprises'
import { listCases, listReferrals, listSlips, type Kind } from '@/services/subjects'
import { usePaused } from './enterprise_search'
import { hitsOf } from './find.model'

const LIMIT = 8
const LISTS = { cases: listCases, referrals: listReferrals, slips: listSlips }

export function useFinding(kind: () => Kind | undefined, text: () => string) {
  const wanted = usePaused(text)
  const query = useQuery({
    queryKey: computed(() => ['find', kind(), wanted.value]),
    queryFn: async () => {
      const of = kind() ?? 'cases'
      const q = wanted.value
      const [rows, enterprises] = await Promise.all([
        LISTS[of]({ q, limit: LIMIT }),
        of === 'cases' ? findEnterprises(q, LIMIT) : { items: [] },
      ])
      return hitsOf(of, rows.items as never, enterprises.items)
    },
    enabled: computed(() => wanted.value !== '' && kind() !== undefined),
    placeholderData: keepPreviousData,
    retry: false,
  })
  const hits = computed(() => (wanted.value ? (query.data.value ?? []) : []))
  return { wanted, hits, error: query.error, isFetching: query.isFetching }
}
