// A bank's day: its referrals by what they wait for.
export const TABS = [
  { key: 'contact', state: 'Pushed' },
  { key: 'materials', state: 'CollectingMaterials' },
  { key: 'contacted', state: 'Contacted' },
  { key: 'decide', state: 'Deciding' },
  { key: 'feedback', state: 'Declined' },
  { key: 'draw', state: 'Granted' },
  { key: 'drawn', state: 'Drawn' },
  { key: 'all', state: '' },
] as const

export type Tab = (typeof TABS)[number]['key']
export const tabOf = (key: unknown): Tab => TABS.find((tab) => tab.key === key)?.key ?? 'all'
export const stateOf = (tab: Tab) => TABS.find((one) => one.key === tab)?.state ?? ''

// Of the latest list of what is missing, what was not handed in since.
export interface MaterialRow {
  material: string
  submitted: boolean
}

interface Row {
  event: string
  data: unknown
}

const listOf = (row: Row) => ((row.data as { materials?: string[] } | null)?.materials ?? []) as string[]

export function materialsOf(rows: readonly Row[]): MaterialRow[] {
  const asked = new Map<string, boolean>()
  for (const row of rows) {
    if (row.event === 'MaterialsRequested') for (const one of listOf(row)) asked.set(one, false)
    if (row.event === 'MaterialsSubmitted') for (const one of listOf(row)) asked.set(one, true)
    if (row.event === 'MaterialsCompleted') for (const one of asked.keys()) asked.set(one, true)
  }
  return [...asked].map(([material, submitted]) => ({ material, submitted }))
}
