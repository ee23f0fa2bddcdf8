/// <reference types="vite/client" />

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

declare module 'virtual:forms' {
  const forms: Record<string, Record<string, Record<string, unknown>>>
  export default forms
}

declare module 'virtual:charts' {
  const charts: import('../build/charts').Chart[]
  export default charts
}
