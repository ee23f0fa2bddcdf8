// How publications stand: one is in force, one may wait for its day; a waiting one that another
// publication overtook never came into force.
import type { Publication } from '@/services/workflows'

export type Standing = 'inForce' | 'former' | 'waiting' | 'withdrawn'

export function standingOf(newestFirst: readonly Pick<Publication, 'in_force'>[]): Standing[] {
  const now = newestFirst.findIndex((one) => one.in_force !== null)
  return newestFirst.map((one, i) => {
    if (one.in_force !== null) return i === now ? 'inForce' : 'former'
    return i === 0 ? 'waiting' : 'withdrawn'
  })
}
