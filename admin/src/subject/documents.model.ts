// What a page says of documents: kinds, sizes, and what history tells of them.
import { ApiProblem } from '@/api/problem'
import type { DocumentKind } from '@/services/documents'
import type { HistoryRow, Kind } from '@/services/subjects'

export const KINDS: readonly DocumentKind[] = ['licence', 'consent', 'evidence', 'financial', 'materials', 'bank_reply', 'other']
export const MOST_BYTES = 10 * 1024 * 1024
export const ACCEPTED = '.pdf,.jpg,.jpeg,.png,.xlsx,.docx,.txt'

export const usualKind = (kind: Kind, isBank: boolean): DocumentKind =>
  kind === 'cases' ? 'evidence' : isBank ? 'bank_reply' : 'materials'

export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

// Told at once: a server that stops listening in the middle of a file is not understood.
export const tooLarge = (file: { name: string; size: number }): ApiProblem | undefined =>
  file.size <= MOST_BYTES
    ? undefined
    : new ApiProblem(
        413,
        'client.too_large',
        { zh: '文件太大', en: 'The file is too large' },
        { zh: `每份至多 10 MB，这份有 ${sizeText(file.size)}。请压缩图片，或拆成几份。`, en: `10 MB at most; this one has ${sizeText(file.size)}. Compress its pictures, or split it.` },
      )

export interface ToldDocument {
  id: string
  name: string
  size: number
  removed: boolean
}

// By their ids, as history tells of them; removed ones too.
export function documentsOf(rows: readonly HistoryRow[]): Map<string, ToldDocument> {
  const told = new Map<string, ToldDocument>()
  for (const row of rows) {
    const data = (typeof row.data === 'object' ? row.data : {}) as Record<string, unknown>
    const id = String(data.document ?? '')
    if (row.event === 'DocumentAdded') told.set(id, { id, name: String(data.name ?? ''), size: Number(data.size_bytes ?? 0), removed: false })
    const known = told.get(id)
    if (row.event === 'DocumentRemoved' && known) known.removed = true
  }
  return told
}
