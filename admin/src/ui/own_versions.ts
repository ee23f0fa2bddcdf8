// Versions of subjects that came of what this page itself did beside a form: they are no reason to
// tell who fills the form in that somebody else was there.
const own = new Map<string, Set<number>>()

export function noteOwnVersion(id: string, version: number) {
  const known = own.get(id) ?? new Set<number>()
  own.set(id, known.add(version))
}

// Is all that happened between these two our own?
export function isOwnChange(id: string, from: number, to: number): boolean {
  const known = own.get(id)
  for (let version = from + 1; version <= to; version++) if (!known?.has(version)) return false
  return to > from
}
