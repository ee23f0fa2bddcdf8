export const RULES = [
  'bank-decision', 'bank-feedback', 'first-visit-round', 'visit', 'review-preliminary', 'review-bank',
  'review-leader', 'review-signature', 'department-report', 'push', 'bank-contact', 'materials-wait',
  'materials-answer', 'ledger-entry', 'drawdown-check', 'guidance', 'slip-dispatch', 'slip-handling', 'slip-answer',
] as const
// With the one that the address asks for, which may be a county's own.
export const rulesFor = (asked: string | undefined): readonly string[] =>
  !asked || (RULES as readonly string[]).includes(asked) ? RULES : [...RULES, asked]
export const ruleParts = (rule: string) => {
  const [hook = '', area = ''] = rule.split('@')
  return { hook, area }
}
export const KEYS = ['county', 'rule', 'effect', 'overdue', 'due_before'] as const

export function deadlineFilters(query: Record<string, unknown>): Record<string, string> {
  const out: Record<string, string> = {}
  for (const key of KEYS) {
    const value = query[key]
    if (typeof value === 'string' && value) out[key] = value
  }
  return out
}
