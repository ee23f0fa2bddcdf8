/// <reference types="vite/client" />

declare module 'virtual:reasons' {
  const reasons: Record<
    string,
    { code: string; title: { zh: string; en: string }; repairable?: boolean }[]
  >
  export default reasons
}

declare module 'virtual:catalogue' {
  const events: {
    event: string
    kind: 'cases' | 'referrals' | 'slips'
    clause: string
    sentence: { zh: string; en: string }
    schema: Record<string, unknown>
  }[]
  export default events
}

declare module 'virtual:workflow' {
  type Words = { zh: string; en: string }
  const workflow: {
    clocks: {
      hook: string
      statutory: boolean
      clause: string
      quote?: string
      title: Words
      anchor: Words
      budget: { calendar_days?: number; working_days?: number; fixed_date?: string }
      ladder: { rung: string; offset: number; to: string[] }[]
    }[]
    limits: { name: string; value: number; clause: string; title: Words }[]
    reasons: Record<string, { code: string; title: Words; clause?: string; statutory: boolean }[]>
    notices: Record<string, { subject: Words; body: Words }>
    visits: { attempts: number; overlap: number }
    forms: Record<string, Record<string, Record<string, unknown>>>
  }
  export default workflow
}

declare module 'virtual:charts' {
  const charts: import('../build/charts').Chart[]
  export default charts
}
