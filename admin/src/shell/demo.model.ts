// The parts that a visitor of the demo may take.
import type { Schemas } from '@/api/client'

export type DemoAccount = Schemas['DemoAccount']

export interface DemoRole {
  role: DemoAccount['role']
  first: DemoAccount[]
  more: DemoAccount[] // of roles that many hold
}

const FEW = 12

// In the order in which they come: roles first, organisations within each.
export function demoRoles(accounts: readonly DemoAccount[], few = FEW): DemoRole[] {
  const byRole = new Map<DemoAccount['role'], DemoAccount[]>()
  for (const one of accounts) byRole.set(one.role, [...(byRole.get(one.role) ?? []), one])
  return [...byRole].map(([role, held]) => {
    const ordered = [...held].sort((a, b) => orderOf(held, a) - orderOf(held, b))
    return { role, first: ordered.slice(0, few), more: ordered.slice(few) }
  })
}

const orderOf = (held: readonly DemoAccount[], one: DemoAccount) =>
  held.findIndex((other) => other.organisation === one.organisation)
