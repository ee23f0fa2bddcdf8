// Plans visits one after another: each is shown where it goes at once, and back where it was if the
// server refuses it.
import { ref } from 'vue'
import { useQueryClient } from '@tanstack/vue-query'
import { asProblem } from '@/api/problem'
import { postEvent } from '@/services/subjects'
import { newKey } from '@/ui/key'
import { isThere, movedTo, teamFor, type Target, type VisitCase } from './plan.model'

export interface News {
  id: string
  name: string
  problem?: unknown // refused
  noTeam?: boolean // nobody is named who would go
  overlap?: boolean // recorded, and another team's visit is near
  warnings?: readonly string[]
}
interface Attempt {
  text: string
  key: string
  version: number
}

export function usePlanning() {
  const queries = useQueryClient()
  const moved = ref(new Map<string, VisitCase>())
  const saving = ref(new Set<string>())
  const news = ref<News[]>([])
  const unsure = new Map<string, Attempt>() // whose answer was lost: the same again is recorded once

  const dismiss = (id: string) => (news.value = news.value.filter((one) => one.id !== id))
  function putBack(id: string) {
    moved.value.delete(id)
    saving.value.delete(id)
  }

  async function record(one: VisitCase, data: { planned_on: string; team: string; channel: string }) {
    const text = JSON.stringify(data)
    const before = unsure.get(one.id)
    const attempt = before?.text === text ? before : { text, key: newKey(), version: before?.version ?? one.version }
    unsure.set(one.id, attempt)
    try {
      const answer = await postEvent('cases', one.id, { event: 'VisitPlanned', data }, attempt.version, attempt.key)
      unsure.delete(one.id)
      if (!('visit' in answer)) return
      moved.value.set(one.id, answer)
      const { visits_overlap: overlap, warnings } = answer
      if (overlap || warnings?.length) news.value.push({ id: one.id, name: one.enterprise_name, overlap, warnings })
    } catch (problem) {
      if (asProblem(problem).status !== 0) unsure.delete(one.id)
      moved.value.delete(one.id)
      news.value.push({ id: one.id, name: one.enterprise_name, problem })
      throw problem
    } finally {
      saving.value.delete(one.id)
    }
  }

  // Answers which were recorded.
  async function plan(cases: readonly VisitCase[], target: Target, chosenTeam: string, channel: string): Promise<VisitCase[]> {
    const wanted: { one: VisitCase; team: string }[] = []
    for (const one of cases) {
      dismiss(one.id)
      const team = teamFor(one, target.team, chosenTeam)
      if (!team) news.value.push({ id: one.id, name: one.enterprise_name, noTeam: true })
      else if (!isThere(one, { day: target.day, team }) && !saving.value.has(one.id)) wanted.push({ one, team })
    }
    for (const { one, team } of wanted) {
      saving.value.add(one.id)
      moved.value.set(one.id, movedTo(one, { day: target.day, team }))
    }
    const done: VisitCase[] = []
    try {
      for (const { one, team } of wanted) {
        try {
          await record(one, { planned_on: target.day, team, channel })
          done.push(one)
        } catch (problem) {
          if ([0, 401].includes(asProblem(problem).status)) break // it concerns the rest as well
        }
      }
    } finally {
      for (const { one } of wanted) if (saving.value.has(one.id)) putBack(one.id)
    }
    await queries.invalidateQueries({ queryKey: ['cases'] })
    for (const { one } of wanted) if (!saving.value.has(one.id)) moved.value.delete(one.id)
    return done
  }
  return { moved, saving, news, dismiss, plan }
}
