// The reasons that a form offers are those of the subject's own workflow, which the server tells.
import type { InjectionKey } from 'vue'
import type { AllowedEvent } from '@/services/subjects'

export const OFFERED: InjectionKey<() => AllowedEvent['reasons']> = Symbol('offered reasons')
