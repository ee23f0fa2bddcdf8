// Where a card may go: the events that lead from its state to a stage, and why none does.
import type { Chart } from '../../../build/charts'
import type { AllowedEvent } from '@/services/subjects'
import { mayPost } from '@/forms/acting.model'
import { ORDER } from './board.model'

export const outerOf = (state: string) => state.split('.')[0] ?? ''

// Stages that a card may be dropped on; its own is none.
export const targetsOf = (state: string) => ORDER.filter((stage) => stage !== outerOf(state))

// Events that lead, by the chart, from a state into a stage; some lead there only as their form says.
export function eventsTo(chart: Chart, state: string, stage: string): string[] {
  const ways = chart.stages.find((one) => one.state === state)?.ways ?? []
  return [...new Set(ways.filter((way) => outerOf(way.target) === stage).map((way) => way.event))]
}

export interface Answer {
  forms: AllowedEvent[] // this person's to record
  others: AllowedEvent[] // they lead there, and are others' to record
  elsewhere: { event: AllowedEvent; stages: string[] }[] // what this person can record, and where it leads
}

export function answerFor(chart: Chart, state: string, stage: string, allowed: readonly AllowedEvent[]): Answer {
  const wanted = eventsTo(chart, state, stage)
  const leading = allowed.filter((one) => wanted.includes(one.event))
  const stagesOf = (event: string) => ORDER.filter((each) => each !== outerOf(state) && eventsTo(chart, state, each).includes(event))
  return {
    forms: leading.filter(mayPost),
    others: leading.filter((one) => !mayPost(one)),
    elsewhere: allowed
      .filter(mayPost)
      .map((event) => ({ event, stages: stagesOf(event.event) }))
      .filter((one) => one.stages.length > 0),
  }
}
