// One of what everybody asks for at the same time: each row of a list that watched the same answer by
// itself would cost more than the row.
import { effectScope, onScopeDispose, type EffectScope } from 'vue'

export function shared<T>(make: () => T): () => T {
  let scope: EffectScope | undefined
  let made: T
  let users = 0
  return () => {
    if (!scope) {
      scope = effectScope(true)
      made = scope.run(make)!
    }
    ++users
    onScopeDispose(() => {
      if (--users > 0) return
      scope?.stop()
      scope = undefined
    })
    return made
  }
}
