import type { Schemas } from '@/api/client'

export const ADMINISTRATORS = ['system_administrator', 'security_administrator', 'auditor'] as const
export type Administrator = (typeof ADMINISTRATORS)[number]

export interface Account {
  user_name: string
  name: string
  password: string
  email: string
}
export type SetUpForm = { code: string } & Record<Administrator, Account>
export type Faults = Record<string, string>

export const MIN_PASSWORD = 12

const account = (): Account => ({ user_name: '', name: '', password: '', email: '' })

export const newSetUp = (): SetUpForm => ({
  code: '',
  system_administrator: account(),
  security_administrator: account(),
  auditor: account(),
})

// What stands against the step: key of the field, name of the fault.
export function faultsOf(form: SetUpForm, step: number): Faults {
  if (step === 0) return form.code.trim() ? {} : { code: 'missing' }
  const who = ADMINISTRATORS[step - 1]
  if (!who) return {}
  const { user_name, name, password } = form[who]
  const faults: Faults = {}
  if (!user_name.trim()) faults.user_name = 'missing'
  const others = ADMINISTRATORS.filter((one) => one !== who).map((one) => form[one].user_name.trim())
  if (user_name.trim() && others.includes(user_name.trim())) faults.user_name = 'taken'
  if (!name.trim()) faults.name = 'missing'
  if (password.length < MIN_PASSWORD) faults.password = 'short'
  return faults
}

const given = ({ user_name, name, password, email }: Account): Schemas['Administrator'] => ({
  user_name: user_name.trim(),
  name: name.trim(),
  password,
  ...(email.trim() ? { email: email.trim() } : {}),
})

export const inputOf = (form: SetUpForm): Schemas['SetUpInput'] => ({
  code: form.code.trim(),
  system_administrator: given(form.system_administrator),
  security_administrator: given(form.security_administrator),
  auditor: given(form.auditor),
})
