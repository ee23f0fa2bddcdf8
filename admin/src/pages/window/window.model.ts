// From a code to a receipt: what the clerk types and what is sent.
import type { Enterprise } from '@/services/enterprises'
import { fenOfWan } from '@/ui/money.model'
import { normaliseUscc, usccFault } from '@/ui/uscc.model'

export interface Intake {
  uscc: string
  override: string
  name: string
  kind: string
  township: string
  address: string
  contact_name: string
  contact_phone: string
  amount: string
  purpose: string
  term: string
  conditions: boolean | undefined
  consent: boolean | undefined
  typed: boolean
  remark: string
}
export type Faults = Partial<Record<keyof Intake, string>>

export const newIntake = (): Intake => ({
  uscc: '', override: '', name: '', kind: 'company', township: '', address: '', contact_name: '',
  contact_phone: '', amount: '', purpose: '', term: '', conditions: undefined, consent: undefined,
  typed: false, remark: '',
})

const WITHOUT_CODE = ['family_farm']

export function faultsOf(form: Intake): Faults {
  const faults: Faults = {}
  const code = normaliseUscc(form.uscc)
  if (!code && !WITHOUT_CODE.includes(form.kind)) faults.uscc = 'missing'
  if (code && code.length !== 15 && !form.override.trim()) {
    const fault = usccFault(code)
    if (fault) faults.uscc = fault
  }
  if (!form.name.trim()) faults.name = 'missing'
  if (form.conditions === undefined) faults.conditions = 'missing'
  if (form.consent === undefined) faults.consent = 'missing'
  if (form.amount.trim() && fenOfWan(form.amount) === undefined) faults.amount = 'money'
  if (form.amount.trim() && !form.purpose.trim()) faults.purpose = 'missing'
  if (form.purpose.trim() && !form.amount.trim()) faults.amount = 'missing'
  if (form.term.trim() && !/^\d{1,3}$/.test(form.term.trim())) faults.term = 'integer'
  return faults
}

export const receiptNumber = (county: string, today: string, key: string) =>
  `${county}-${today.replace(/-/g, '')}-${key.replace(/-/g, '').slice(0, 6).toUpperCase()}`

type Known = Pick<Enterprise, 'name' | 'uscc' | 'kind' | 'township' | 'address' | 'contact_name' | 'contact_phone'>

// What is known of it comes in; what the house shows with stars only is asked for again.
export const knownInto = (form: Intake, one: Known): Intake => ({
  ...form,
  name: one.name, uscc: one.uscc, kind: one.kind as string, township: one.township, address: one.address,
  contact_name: one.contact_name.includes('*') ? form.contact_name : one.contact_name,
  contact_phone: /^[\d+ -]+$/.test(one.contact_phone) ? one.contact_phone : form.contact_phone,
})

const filled = (entries: Record<string, string>) =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value.trim()).map(([key, value]) => [key, value.trim()]))

export function openingOf(form: Intake, county: string, receipt: string): Record<string, unknown> {
  const amount = fenOfWan(form.amount)
  const need =
    amount === undefined
      ? {}
      : { need: { amount_fen: amount, purpose: form.purpose.trim(), ...(form.term.trim() ? { term_months: Number(form.term) } : {}) } }
  return {
    event: 'WalkedIn',
    county,
    enterprise: {
      name: form.name.trim(),
      kind: form.kind,
      ...filled({
        uscc: normaliseUscc(form.uscc), uscc_override_reason: form.override, township: form.township,
        address: form.address, contact_name: form.contact_name, contact_phone: form.contact_phone,
      }),
    },
    data: {
      receipt_number: receipt,
      channel: 'window',
      basic_conditions_met: form.conditions,
      consent: form.consent,
      ...(form.typed ? { typed_by_staff: true } : {}),
      ...need,
      ...filled({ remark: form.remark }),
    },
  }
}
