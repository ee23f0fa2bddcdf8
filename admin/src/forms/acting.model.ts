// In whose name an event may be posted: one's own, and that of whoever gave a mandate.
import type { AllowedEvent } from '@/services/subjects'

type Permitted = Pick<AllowedEvent, 'permitted' | 'permitted_for'>

export const mayPost = (one: Permitted) => one.permitted === true || (one.permitted_for?.length ?? 0) > 0

// undefined: the server did not say.
export const namesFor = (one: Permitted, self: string) =>
  one.permitted === undefined ? undefined : [...(one.permitted ? [self] : []), ...(one.permitted_for ?? [])]

// What was chosen, where it can still be chosen: nobody acts in a name that is not offered any more.
export const fitting = (chosen: string, choices: readonly string[]) => (choices.includes(chosen) ? chosen : (choices[0] ?? ''))
