import { api, hasToken, setToken, take, type Schemas } from '@/api/client'

export type Me = Schemas['Me']
export type Role = Schemas['Role']
export type MailWish = Schemas['MailWish']

export async function signIn(credentials: Schemas['Credentials']) {
  const opened = await take(api.POST('/api/v1/session', { body: credentials }))
  setToken(opened.csrf_token)
}

export async function resumeSession() {
  const session = await take(api.GET('/api/v1/session', {}))
  setToken(session.csrf_token)
}

export async function signOut() {
  await take(api.DELETE('/api/v1/session', {}))
  setToken('')
}

// Where this browser is signed in already, the change needs that session's token.
export async function enterDemo(user_name: string) {
  if (!hasToken()) await resumeSession().catch(() => undefined)
  const opened = await take(api.POST('/api/v1/demo/session', { body: { user_name } }))
  setToken(opened.csrf_token)
}

export const listDemoAccounts = async () => (await take(api.GET('/api/v1/demo/accounts', {}))).items
export const loadMe = () => take(api.GET('/api/v1/me', {}))
export const showSetUp = () => take(api.GET('/api/v1/setup', {}))
export const setUp = (body: Schemas['SetUpInput']) => take(api.POST('/api/v1/setup', { body }))

export const changeMyPassword = (body: Schemas['PasswordChange']) =>
  take(api.POST('/api/v1/me/password', { body }))
export const showMailWish = () => take(api.GET('/api/v1/me/mail', {}))
export const putMailWish = (body: Schemas['MailWishInput']) => take(api.PUT('/api/v1/me/mail', { body }))
export const showCalendarFeed = () => take(api.GET('/api/v1/me/calendar-feed', {}))
export const makeCalendarFeed = (origin: string) =>
  take(api.POST('/api/v1/me/calendar-feed', { body: { origin } }))
export const revokeCalendarFeed = () => take(api.DELETE('/api/v1/me/calendar-feed', {}))
export const proposeSecondFactor = () => take(api.POST('/api/v1/me/second-factor', {}))
export const confirmSecondFactor = (code: string) =>
  take(api.POST('/api/v1/me/second-factor/confirm', { body: { code } }))
