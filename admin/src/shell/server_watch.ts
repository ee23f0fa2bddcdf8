// Notices that the server is gone or the session ended, says so once and looks until it is back.
// Pages stay as they are meanwhile, with all that was typed.
import type { QueryClient } from '@tanstack/vue-query'
import { setHooks } from '@/api/client'
import type { useUi } from './ui.store'

const AGAIN_MS = 3000

export function watchServer(ui: ReturnType<typeof useUi>, queries: QueryClient) {
  let timer: number | undefined
  const back = () => {
    window.clearTimeout(timer)
    timer = undefined
    if (!ui.gone) return
    ui.gone = false
    void queries.refetchQueries({ type: 'active' })
  }
  const look = () => {
    timer = window.setTimeout(async () => {
      const fine = await fetch('/healthz').then(
        (answer) => answer.ok,
        () => false,
      )
      if (fine) back()
      else look()
    }, AGAIN_MS)
  }
  setHooks({
    onUnauthenticated: () => (ui.expired = true),
    onUnreachable: () => {
      ui.gone = true
      if (timer === undefined) look()
    },
    onAnswer: back,
  })
}
