// Which events of an explanation are not this person's to post, each with its reason.
import type { Schemas } from '@/api/client'

export type Explanation = Schemas['Explanation']
export type ExplainedEvent = Explanation['events'][number]

export const refusedOf = (events: readonly ExplainedEvent[]) => events.filter((one) => one.permitted === false)
export const permittedOf = (events: readonly ExplainedEvent[]) => events.filter((one) => one.permitted === true)

// It is not this person's at all, whatever else may stand against it: then it is enough to say whose.
export const isOthers = (event: Pick<ExplainedEvent, 'roles'>, mine: readonly string[]) =>
  event.roles.length > 0 && !event.roles.some((role) => mine.includes(role))
