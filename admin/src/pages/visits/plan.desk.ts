// What cards and days of one plan share.
import { inject, provide, type InjectionKey } from 'vue'
import type { Target } from './plan.model'

export interface PlanDesk {
  isChosen: (id: string) => boolean
  isSaving: (id: string) => boolean
  toggle: (id: string) => void
  drop: (id: string, target: Target) => void
}
const KEY: InjectionKey<PlanDesk> = Symbol('plan')
export const provideDesk = (desk: PlanDesk) => provide(KEY, desk)
export const useDesk = () => inject(KEY)!
