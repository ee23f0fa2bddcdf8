// The parts of a slip, one for each department, and what became of them.
interface Row {
  event: string
  data: unknown
}

export interface Part {
  id: string
  department: string
  request: string
  status: 'waiting' | 'handling' | 'done' | 'not_possible'
  answer: string
  owed: { item: string; due_on: string; delivered: boolean }[]
}

type Data = Record<string, unknown>
const dataOf = (row: Row): Data => (typeof row.data === 'object' && row.data !== null ? (row.data as Data) : {})

export function partsOf(rows: readonly Row[]): Part[] {
  let parts: Part[] = []
  const find = (id: unknown) => parts.find((part) => part.id === id)
  for (const row of rows) {
    const data = dataOf(row)
    const part = find(data.part)
    if (row.event === 'Dispatched')
      parts = ((data.parts ?? []) as Pick<Part, 'id' | 'department' | 'request'>[]).map((one) => ({
        ...one, status: 'waiting', answer: '', owed: [],
      }))
    else if (row.event === 'Misrouted') parts = []
    else if (row.event === 'HandlingStarted' && part) part.status = 'handling'
    else if (row.event === 'PartAnswered' && part) {
      part.status = data.outcome === 'done' ? 'done' : 'not_possible'
      part.answer = String(data.answer ?? '')
    } else if (row.event === 'IncompleteAccepted' && part)
      part.owed = ((data.owed ?? []) as { item: string; due_on: string }[]).map((one) => ({ ...one, delivered: false }))
    else if (row.event === 'OwedItemDelivered')
      for (const one of parts.flatMap((p) => p.owed)) if (one.item === data.item) one.delivered = true
  }
  return parts
}

// The part that a department is asked about: its own first open one.
export const openPartOf = (parts: readonly Part[], scopes: readonly string[]) =>
  (parts.find((part) => scopes.includes(part.department) && !part.answer) ?? parts.find((part) => !part.answer))?.id
