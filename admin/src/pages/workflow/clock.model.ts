// Who is told when: the rungs of a clock as a form shows them.
export interface Rung {
  rung: string
  offset: number
  to: string[]
}
export type When = 'ahead' | 'overdue' | 'escalate'

export const whenOf = (offset: number): When => (offset < 0 ? 'ahead' : offset === 0 ? 'overdue' : 'escalate')

// "ahead-3", "overdue", "escalate-2": what the texts of notices are named after.
export function rungName(offset: number, taken: readonly string[]): string {
  const when = whenOf(offset)
  if (when === 'overdue') return 'overdue'
  for (let n = when === 'ahead' ? -offset : 1; ; ++n) if (!taken.includes(`${when}-${n}`)) return `${when}-${n}`
}
// A rung keeps its name for as long as the name tells the truth.
export function renamed(rung: Rung, others: readonly Rung[]): Rung {
  const when = whenOf(rung.offset)
  const fits = when === 'ahead' ? rung.rung === `ahead-${-rung.offset}` : rung.rung.startsWith(when)
  return fits ? rung : { ...rung, rung: rungName(rung.offset, others.map((one) => one.rung)) }
}

export const moved = (rung: Rung, when: When, days: number, others: readonly Rung[]): Rung => {
  const size = Math.max(1, Math.abs(Math.trunc(days)) || 1)
  return renamed({ ...rung, offset: when === 'overdue' ? 0 : when === 'ahead' ? -size : size }, others)
}

// One more: after the last, for nobody yet.
export function oneMore(rungs: readonly Rung[]): Rung {
  const hasOverdue = rungs.some((one) => one.offset === 0)
  const offset = hasOverdue ? Math.max(0, ...rungs.map((one) => one.offset)) + 3 : 0
  return { rung: rungName(offset, rungs.map((one) => one.rung)), offset, to: [] }
}

export type RungFault = 'noOverdue' | 'twice' | 'nobody'
export function rungFault(rungs: readonly Rung[]): RungFault | undefined {
  if (!rungs.some((one) => one.offset === 0)) return 'noOverdue'
  if (new Set(rungs.map((one) => one.offset)).size !== rungs.length) return 'twice'
  return rungs.some((one) => one.to.length === 0) ? 'nobody' : undefined
}
