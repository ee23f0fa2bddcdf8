// What every part of a draft is given and tells.
import type { Problem } from '@/services/workflows'
import type { Overlay } from './overlay.model'

export interface PartProps {
  draft: string
  area: string
  text: string
  overlay: Overlay
  editable: boolean
  item?: string // to open, from the address
  problems?: readonly Problem[] // of the text as it stands
}
