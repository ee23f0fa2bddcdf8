// A long answer about a draft as a job of the server: how far it is, and that it can be stopped. It is
// stopped, too, when nobody waits for it any more.
import { ref } from 'vue'
import { showJob, stopJob, type Job } from '@/services/workflows'

const PAUSES = [100, 200, 400, 800] // ms between looks, longer and longer
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

export class Stopped extends Error {}

export function useLongAnswer(area: () => string) {
  const job = ref<Job>()
  const stopping = ref(false)
  const stop = async () => {
    if (!job.value) return
    stopping.value = true
    await stopJob(area(), job.value.id).catch(() => undefined)
  }
  async function run<T>(begin: () => Promise<Job>, signal?: AbortSignal): Promise<T> {
    stopping.value = false
    const where = area()
    job.value = await begin()
    const { id } = job.value
    const leave = () => void stopJob(where, id).catch(() => undefined)
    signal?.addEventListener('abort', leave, { once: true })
    try {
      for (let look = 0; job.value.state === 'running'; ++look) {
        await pause(PAUSES[Math.min(look, PAUSES.length - 1)]!)
        job.value = await showJob(where, id)
      }
      const { state, problem, result } = job.value
      if (state === 'done') return result as T
      if (state === 'cancelled') throw new Stopped()
      throw problem ?? new Error(state)
    } finally {
      signal?.removeEventListener('abort', leave)
      job.value = undefined
    }
  }
  return { job, stopping, run, stop }
}
