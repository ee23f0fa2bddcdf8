// What time it is while the server cannot be asked: its last word, moved on by this device's clock.
import { isoOf } from '@/ui/time.model'

export interface KeptClock {
  now: string // the server's
  clock: string
  heard: number // this device's milliseconds when it was told
}

export function nowWithoutServer(deviceNow: number, kept: KeptClock | undefined): string {
  if (!kept) return isoOf(deviceNow)
  if (kept.clock === 'simulated') return kept.now // stands until somebody moves it
  return isoOf(Date.parse(kept.now) + Math.max(0, deviceNow - kept.heard))
}
