import { addDays, weekdayOf } from '@/ui/time.model'
import { kindOfDay, type DayKind, type WorkingDays } from '@/ui/working_days.model'

export interface Month {
  month: number
  blanks: number // before the first day, in weeks that begin on Monday
  days: { day: string; kind: DayKind }[]
}

export function monthsOf(year: number, calendar: WorkingDays): Month[] {
  return Array.from({ length: 12 }, (_, i) => {
    const month = i + 1
    const first = `${year}-${String(month).padStart(2, '0')}-01`
    const days: Month['days'] = []
    for (let day = first; day.slice(0, 7) === first.slice(0, 7); day = addDays(day, 1))
      days.push({ day, kind: kindOfDay(day, calendar) })
    return { month, blanks: weekdayOf(first) - 1, days }
  })
}

// What is said of a notice that was sent: looked at only, waiting for a second person, or loaded.
export function outcomeOf(result: { dry_run: boolean; in_force: boolean }) {
  if (result.dry_run) return 'moves'
  return result.in_force ? 'loaded' : 'proposed'
}
