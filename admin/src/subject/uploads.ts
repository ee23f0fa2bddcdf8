// Files on their way to the server, one after another; each has its own result and can be tried
// again. The key stays, so that one whose answer was lost is not added twice.
import { computed, reactive } from 'vue'
import { addDocument, type DocumentKind } from '@/services/documents'
import type { Kind } from '@/services/subjects'
import { newKey } from '@/ui/key'
import { tooLarge } from './documents.model'
import { noteOwnVersion } from '@/ui/own_versions'

export interface Upload {
  key: string
  file: File
  kind: DocumentKind
  actingFor: string // '': oneself
  part: number // sent so far, 0 to 1
  state: 'waiting' | 'sending' | 'done' | 'failed'
  problem?: unknown
}

export function useUploads(kind: Kind, id: string, added: () => Promise<unknown>) {
  const uploads = reactive<Upload[]>([])
  let running = false

  async function send(upload: Upload) {
    upload.state = 'sending'
    upload.part = 0
    upload.problem = tooLarge(upload.file)
    try {
      if (upload.problem) throw upload.problem
      const posted = await addDocument(kind, id, upload.file, upload.kind, upload.actingFor, upload.key, (part) => (upload.part = part))
      noteOwnVersion(id, posted.version)
      upload.state = 'done'
      await added()
    } catch (thrown) {
      upload.problem = thrown
      upload.state = 'failed'
    }
  }
  async function run() {
    if (running) return
    running = true
    for (let next = uploads.find((one) => one.state === 'waiting'); next; next = uploads.find((one) => one.state === 'waiting'))
      await send(next)
    running = false
  }

  return {
    uploads,
    busy: computed(() => uploads.some((one) => one.state === 'waiting' || one.state === 'sending')),
    add(files: readonly File[], of: DocumentKind, actingFor = '') {
      for (const one of uploads.filter((each) => each.state === 'done')) uploads.splice(uploads.indexOf(one), 1)
      for (const file of files) uploads.push({ key: newKey(), file, kind: of, actingFor, part: 0, state: 'waiting' })
      void run()
    },
    retry(upload: Upload) {
      upload.state = 'waiting'
      void run()
    },
    dismiss(upload: Upload) {
      uploads.splice(uploads.indexOf(upload), 1)
    },
  }
}
