// What the pages of a case, a referral and a slip ask, under keys that are refreshed together.
import { useQuery } from '@tanstack/vue-query'
import { toValue, type MaybeRefOrGetter } from 'vue'
import { listAllowed, listDeadlines, listHistory, type Kind } from '@/services/subjects'

export function useSubject<T>(kind: Kind, id: MaybeRefOrGetter<string>, show: (id: string) => Promise<T>) {
  const key = (part: string) => ['subject', toValue(id), part]
  const subject = useQuery({ queryKey: key('detail'), queryFn: () => show(toValue(id)) })
  const history = useQuery({ queryKey: key('history'), queryFn: () => listHistory(kind, toValue(id)) })
  const allowed = useQuery({
    queryKey: key('allowed'),
    queryFn: async () => (await listAllowed(kind, toValue(id))).items,
  })
  const deadlines = useQuery({
    queryKey: key('deadlines'),
    queryFn: async () => (await listDeadlines(kind, toValue(id))).items,
  })
  return { subject, history, allowed, deadlines }
}
