// Looking at what was chosen and recording one event of each: what a panel shows of it.
import { computed, onBeforeUnmount, ref, shallowRef } from 'vue'
import { listAllowed, postEvent, type EventData } from '@/services/subjects'
import { newKey } from '@/ui/key'
import { lookAtAll, record, tallyOf, verdictOf, versionFor, type Choice, type Chosen, type Item, type Look } from './bulk.model'

const AT_ONCE = 6

async function lookAt(one: Chosen): Promise<Look> {
  try {
    const { version, state, items } = await listAllowed(one.kind, one.id)
    return { ...one, version, state, allowed: items }
  } catch (problem) {
    return { ...one, version: 0, state: '', allowed: [], problem }
  }
}

export function useBulk(chosen: readonly Chosen[]) {
  const looks = shallowRef<Look[]>([]) // each with the forms of its events: not watched to their depth
  const looked = ref(0)
  const items = ref<Item[]>([])
  const doing = ref<'' | 'looking' | 'recording'>('')
  let stopped = false
  const stop = () => void (stopped = true)
  const warn = (event: BeforeUnloadEvent) => event.preventDefault()
  onBeforeUnmount(stop)

  async function look(which: readonly Chosen[] = chosen) {
    doing.value = 'looking'
    stopped = false
    looked.value = 0
    const found = await lookAtAll(which, AT_ONCE, lookAt, (done) => (looked.value = done), () => stopped)
    const fresh = new Map(found.map((one) => [one.id, one]))
    looks.value = looks.value.length ? looks.value.map((one) => fresh.get(one.id) ?? one) : found
    doing.value = ''
  }

  // What was not recorded yet and would be; what was tried before keeps its key.
  function queue({ kind, event }: Choice) {
    const before = new Map(items.value.map((one) => [one.id, one]))
    items.value = looks.value.flatMap((one) => {
      const old = before.get(one.id)
      if (old?.status === 'done') return [old]
      if (!verdictOf(one, kind, event.event).would) return old ? [old] : []
      return [{ id: one.id, kind: one.kind, name: one.name, version: versionFor(one, old), key: old?.key ?? newKey(), status: 'waiting' as const }]
    })
  }
  async function run(choice: Choice, data: EventData, actingFor: string) {
    const again = items.value.filter((one) => one.status !== 'done')
    if (again.length) await look(again)
    queue(choice)
    doing.value = 'recording'
    stopped = false
    window.addEventListener('beforeunload', warn)
    const body = { event: choice.event.event, data, ...(actingFor ? { acting_for: actingFor } : {}) }
    try {
      await record(items.value, (one) => postEvent(one.kind, one.id, body, one.version, one.key), () => stopped)
    } finally {
      window.removeEventListener('beforeunload', warn)
      doing.value = ''
    }
  }
  // Another text is another submission.
  const reword = () => items.value.forEach((one) => one.status !== 'done' && (one.key = newKey()))
  const forget = () => (items.value = [])
  const tally = computed(() => tallyOf(items.value))
  return { looks, looked, items, doing, tally, look, run, stop, reword, forget }
}
