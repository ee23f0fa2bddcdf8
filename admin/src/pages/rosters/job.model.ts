// An import as it goes, in the words of those who wait for it.
import type { RosterDetail } from '@/services/rosters'

type Job = Pick<RosterDetail, 'status' | 'bytes_done' | 'bytes_total' | 'good' | 'dry_run'>

export const isRunning = (job: Pick<Job, 'status'> | undefined) => job?.status === 'running'

// Never a hundred before it has ended, and never nothing over nothing.
export function percentOf(job: Job): number {
  if (job.status === 'done') return 100
  if (job.bytes_total === 0) return 0
  return Math.min(99, Math.floor((job.bytes_done / job.bytes_total) * 100))
}

// What is said of one that did not come to its end.
export function endOf(job: Job): 'cancelled' | 'interrupted' | 'interruptedLook' | undefined {
  if (job.status === 'cancelled') return job.dry_run ? undefined : 'cancelled'
  if (job.status === 'interrupted') return job.dry_run ? 'interruptedLook' : 'interrupted'
  return undefined
}

// Often at first, so that a small file is told at once; a long one is not asked after too often.
export const pauseAfter = (asked: number) => (asked < 5 ? 200 : asked < 20 ? 500 : 1500)
