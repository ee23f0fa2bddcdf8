// The pages of each role in a demo city.
import type { Server } from './server'

export const PAGES: Record<string, string[]> = {
  'shihe.force1': ['/inbox', '/inbox?until=week', '/visits', '/cases', '/cases?stage=Review', '/referrals', '/slips', '/lists', '/lists?list=application', '/lists?list=target', '/lists?list=batches', '/referrals?overdue=true', '/deadlines', '/dashboard', '/board', '/figures/signed', '/rosters', '/letters', '/mandates', '/account', '/help/task_force', '/nowhere'],
  'shihe.leader': ['/inbox', '/cases?stage=BankDecision', '/cases?state=Review.Preliminary&open=true', '/deadlines?rule=bank-decision%40411525', '/workflow', '/workflow?tab=chart'],
  'shihe.window': ['/window'],
  'shihe.fagai': ['/inbox', '/slips'],
  'bank1.contact1': ['/inbox', '/referrals', '/referrals?tab=decide', '/letters', '/admin/deliveries'],
  'city.office': ['/dashboard', '/dashboard?heat=table', '/board', '/lists', '/workflow', '/workflow/411525', '/admin/plugins', '/admin/calendars', '/admin/doctor', '/admin/deliveries'],
  'shihe.admin': ['/admin/organisations', '/admin/people', '/admin/api-keys', '/workflow', '/workflow?tab=drafts', '/workflow?tab=history', '/help/county_administrator', '/admin/plugins', '/admin/webhooks'],
  'city.auditor': ['/admin/audit', '/cases'],
}

// Pages of one thing each: of the first that this person is shown.
export async function detailsFor(server: Server, username: string, kinds: readonly ('cases' | 'referrals' | 'slips')[]): Promise<string[]> {
  const paths: string[] = []
  for (const kind of kinds) {
    const { items } = await server.ask<{ items: { id: string }[] }>('GET', `${kind}?limit=1`, undefined, { 'X-Qianqiao-Actor': username })
    if (items[0]) paths.push(`/${kind}/${items[0].id}`)
  }
  return paths
}

// Of a case that a bank decides on.
export async function progressCode(server: Server): Promise<string> {
  const { items } = await server.ask<{ items: { id: string }[] }>('GET', 'cases?state=BankDecision&limit=1')
  return (await server.ask<{ code: string }>('POST', `cases/${items[0]!.id}/progress-link`)).code
}
