// What is typed outlives a reload, a refused request and a session that ended; it goes once the
// server has confirmed it. Kept by this browser tab only.
import { watch, type Ref } from 'vue'

const PREFIX = 'qianqiao.draft.'

export function readDraft<T>(key: string): T | undefined {
  const kept = sessionStorage.getItem(PREFIX + key)
  if (kept === null) return undefined
  try {
    return JSON.parse(kept) as T
  } catch {
    return undefined
  }
}

export function keepDraft<T>(key: () => string, value: Ref<T>) {
  watch(
    value,
    (now) => {
      if (key()) sessionStorage.setItem(PREFIX + key(), JSON.stringify(now))
    },
    { deep: true },
  )
}

export const dropDraft = (key: string) => sessionStorage.removeItem(PREFIX + key)

export function dropAllDrafts() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key)
}
