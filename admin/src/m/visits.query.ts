// Today's list: from the server where it answers, else as it was kept.
import { ref, shallowRef } from 'vue'
import { asProblem } from '@/api/problem'
import { showEnterprise } from '@/services/enterprises'
import { showCase } from '@/services/subjects'
import { listTasks } from '@/services/tasks'
import { showClock } from '@/services/house'
import { phoneStore, type KeptCase, type KeptTask } from './store'

const VISITS = ['visit']
const AHEAD = 40 // cases whose address and contact are kept for the road

// Whoever types or taps comes first. (Safari has no idle callback.)
const idle = () => new Promise<void>((done) => ('requestIdleCallback' in window ? requestIdleCallback(() => done(), { timeout: 1000 }) : setTimeout(done)))

async function fetchCase(subject: string): Promise<KeptCase> {
  const one = await showCase(subject)
  const enterprise = await showEnterprise(one.enterprise)
  const { name, address, contact_name, contact_phone, township } = enterprise
  return { id: one.id, version: one.version, enterprise_name: name, address, contact_name, contact_phone, township }
}

export function useVisits(owner: string) {
  const store = phoneStore(owner)
  const tasks = shallowRef<KeptTask[]>([])
  const places = shallowRef(new Map<string, string>()) // where those are that are kept for the road
  const pending = ref(true)
  const offline = ref(false)
  const kept = ref('')
  const now = ref('')
  const problem = ref<unknown>(null)

  async function fromServer() {
    const [page, clock] = await Promise.all([listTasks({ limit: 200 }), showClock()])
    const visits = page.items
      .filter((task) => VISITS.includes(task.kind))
      .map((task, order) => ({ ...task, order }))
    await store.transaction('rw', store.tasks, store.facts, async () => {
      await store.tasks.clear()
      await store.tasks.bulkPut(visits)
      await store.facts.put({ name: 'kept', value: clock.now })
    })
    now.value = clock.now
  }
  async function showPlaces() {
    places.value = new Map((await store.cases.toArray()).map((one) => [one.id, one.address]))
  }
  async function keepCases() {
    for (const task of tasks.value.slice(0, AHEAD)) {
      await idle()
      if (offline.value) return
      await fetchCase(task.subject)
        .then(async (one) => {
          await store.cases.put(one)
          places.value = new Map(places.value).set(one.id, one.address)
        })
        .catch(() => undefined)
    }
  }
  async function load() {
    pending.value = true
    problem.value = null
    try {
      await fromServer()
      offline.value = false
    } catch (thrown) {
      offline.value = asProblem(thrown).status === 0
      if (!offline.value) problem.value = thrown
    }
    kept.value = (await store.facts.get('kept'))?.value ?? ''
    now.value ||= kept.value
    tasks.value = await store.tasks.orderBy('order').toArray()
    await showPlaces()
    pending.value = false
    if (!offline.value) void keepCases()
  }
  return { tasks, places, pending, offline, kept, now, problem, load }
}

export async function loadCase(owner: string, id: string): Promise<{ one: KeptCase | undefined; offline: boolean; problem?: unknown }> {
  const store = phoneStore(owner)
  try {
    const one = await fetchCase(id)
    await store.cases.put(one)
    return { one, offline: false }
  } catch (thrown) {
    const offline = asProblem(thrown).status === 0
    return { one: await store.cases.get(id), offline, problem: offline ? undefined : thrown }
  }
}
