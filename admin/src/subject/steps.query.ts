// What a county's own steps are called, asked for only where history names one. Whoever may not read
// the workflow sees their ids.
import { computed } from 'vue'
import { useQuery } from '@tanstack/vue-query'
import type { Words } from '@/api/problem'
import { showWorkflow } from '@/services/workflows'
import { useWords } from '@/ui/words'

async function titlesOf(area: string): Promise<Record<string, Words>> {
  const [{ yaml }, { parse }] = await Promise.all([showWorkflow(area), import('yaml')])
  const { steps } = (parse(yaml) ?? {}) as { steps?: { id?: string; title?: Words }[] }
  return Object.fromEntries((Array.isArray(steps) ? steps : []).flatMap((one) => (one?.id && one.title ? [[one.id, one.title]] : [])))
}

export function useStepTitles(county: () => string, wanted: () => boolean) {
  const { say } = useWords()
  const query = useQuery({
    queryKey: computed(() => ['workflow', county(), 'titles']),
    queryFn: () => titlesOf(county()),
    enabled: computed(() => wanted() && county() !== ''),
    retry: false,
  })
  return (step: string) => say(query.data.value?.[step]) || step
}
