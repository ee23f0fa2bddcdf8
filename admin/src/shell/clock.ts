// The server's clock, not the browser's: it may be a simulated one, and a phone's may be wrong.
import { computed } from 'vue'
import { useQuery } from '@tanstack/vue-query'
import { showCalendar, showClock } from '@/services/house'
import { keepClock, keptClock } from './kept_clock'
import { nowWithoutServer } from './kept_clock.model'
import { shared } from './shared'
import { dayOf } from '@/ui/time.model'
import type { WorkingDays } from '@/ui/working_days.model'

const MINUTE = 60_000

export const useNow = shared(() => {
  const query = useQuery({
    queryKey: ['clock'],
    queryFn: async () => {
      const clock = await showClock()
      keepClock(clock)
      return clock
    },
    staleTime: MINUTE,
    refetchInterval: MINUTE,
  })
  const simulated = computed(() => query.data.value?.clock === 'simulated')
  const now = computed(() => query.data.value?.now ?? nowWithoutServer(Date.now(), keptClock()))
  const today = computed(() => dayOf(now.value))
  return { now, today, simulated, known: computed(() => query.data.value !== undefined) }
})

export const useWorkingDays = shared(() => {
  const { today } = useNow()
  const year = computed(() => Number(today.value.slice(0, 4)))
  const query = useQuery({
    queryKey: computed(() => ['calendars', year.value]),
    queryFn: () => Promise.all([-1, 0, 1].map((step) => showCalendar(year.value + step))),
    staleTime: 10 * MINUTE,
  })
  return computed<WorkingDays>(() => ({
    off: new Set((query.data.value ?? []).flatMap((one) => one.off)),
    work: new Set((query.data.value ?? []).flatMap((one) => one.work)),
  }))
})
