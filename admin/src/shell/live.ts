// Follows what others do while somebody looks: by a stream, and where there is none (refused, cut
// off, too many) by asking now and then from where it stood. A tab in the background follows
// nothing, so that many tabs do not use up a browser's connections; it catches up when looked at.
import type { QueryClient } from '@tanstack/vue-query'
import { onBeforeUnmount, onMounted } from 'vue'
import { STREAM, changesAfter, type Change } from '@/api/changes'
import { GATHER_MS, POLL_MS, STREAM_AGAIN_MS, isStale, parsed } from './live.model'

export function useLive(queries: QueryClient) {
  let source: EventSource | undefined
  let after: number | undefined
  let heard: Change[] = []
  let gathering: number | undefined
  let polling: number | undefined
  let retrying: number | undefined
  let stopped = false

  const look = (changed: readonly Change[]) =>
    void queries.invalidateQueries({ predicate: ({ queryKey }) => isStale(queryKey, changed) })
  const lookAtAll = () =>
    void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'subject' || isStale(queryKey, []) })
  function gather(change: Change) {
    heard.push(change)
    gathering ??= window.setTimeout(() => {
      gathering = undefined
      look(heard.splice(0))
    }, GATHER_MS)
  }

  async function catchUp() {
    try {
      let told = await changesAfter(after)
      const changed = [...told.items]
      while (told.more) {
        told = await changesAfter(told.after)
        changed.push(...told.items)
      }
      if (after !== undefined && changed.length) look(changed)
      after = told.after
    } catch {
      // The server is gone or the session ended: said elsewhere; asked again in time.
    }
  }
  function poll() {
    window.clearTimeout(polling)
    polling = window.setTimeout(async () => {
      await catchUp()
      if (!stopped && !source) poll()
    }, POLL_MS)
  }

  function listen() {
    window.clearTimeout(retrying)
    const opened = new EventSource(STREAM)
    source = opened
    opened.onopen = () => {
      window.clearTimeout(polling)
      void catchUp() // what happened before it stood
    }
    opened.addEventListener('change', (event) => {
      const change = parsed((event as MessageEvent<string>).data)
      if (change) gather(change)
    })
    opened.addEventListener('reload', lookAtAll)
    opened.onerror = () => {
      opened.close()
      if (source !== opened) return
      source = undefined
      if (stopped) return
      poll()
      retrying = window.setTimeout(listen, STREAM_AGAIN_MS)
    }
  }
  function rest() {
    stopped = true
    source?.close()
    source = undefined
    window.clearTimeout(polling)
    window.clearTimeout(retrying)
  }
  function start() {
    stopped = false
    void catchUp()
    listen()
  }
  const onVisible = () => (document.hidden ? rest() : start())

  onMounted(() => {
    document.addEventListener('visibilitychange', onVisible)
    if (!document.hidden) start()
  })
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', onVisible)
    window.clearTimeout(gathering)
    rest()
  })
}
