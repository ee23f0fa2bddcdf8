import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { ApiProblem } from '@/api/problem'
import { useSession } from '@/shell/session.store'
import { homeOf } from '@/shell/navigation.model'
import { answer, painted, settle } from '@/ui/answer'

declare module 'vue-router' {
  interface RouteMeta {
    open?: boolean
    bare?: boolean
    title?: string
  }
}

const page = (path: string, title: string, component: RouteRecordRaw['component']) =>
  ({ path, name: title, component, meta: { title } }) as RouteRecordRaw

const routes: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    name: 'signIn',
    component: () => import('@/pages/session/SignInPage.vue'),
    meta: { open: true, bare: true, title: 'signIn' },
  },
  {
    path: '/setup',
    name: 'setUp',
    component: () => import('@/pages/session/SetUpPage.vue'),
    meta: { open: true, bare: true, title: 'setUp' },
  },
  {
    path: '/progress',
    name: 'progress',
    component: () => import('@/pages/progress/ProgressPage.vue'),
    meta: { open: true, bare: true, title: 'progress' },
  },
  { path: '/', name: 'home', redirect: () => homeOf(useSession().roles) },
  page('/inbox', 'inbox', () => import('@/pages/inbox/InboxPage.vue')),
  page('/cases', 'cases', () => import('@/pages/cases/CasesPage.vue')),
  page('/cases/:id', 'case', () => import('@/pages/cases/CasePage.vue')),
  page('/referrals', 'referrals', () => import('@/pages/referrals/ReferralsPage.vue')),
  page('/referrals/:id', 'referral', () => import('@/pages/referrals/ReferralPage.vue')),
  page('/slips', 'slips', () => import('@/pages/slips/SlipsPage.vue')),
  page('/slips/:id', 'slip', () => import('@/pages/slips/SlipPage.vue')),
  page('/lists', 'lists', () => import('@/pages/lists/ListsPage.vue')),
  page('/lists/:list/versions/:id', 'listVersion', () => import('@/pages/lists/ListVersionPage.vue')),
  page('/batches/:id', 'batch', () => import('@/pages/lists/BatchPage.vue')),
  page('/rosters', 'rosters', () => import('@/pages/rosters/RosterPage.vue')),
  page('/visits', 'plan', () => import('@/pages/visits/PlanPage.vue')),
  page('/window', 'window', () => import('@/pages/window/WindowPage.vue')),
  page('/deadlines', 'deadlines', () => import('@/pages/deadlines/DeadlinesPage.vue')),
  page('/board', 'board', () => import('@/pages/board/BoardPage.vue')),
  page('/dashboard', 'dashboard', () => import('@/pages/dashboard/DashboardPage.vue')),
  page('/figures/:name', 'figure', () => import('@/pages/dashboard/FigurePage.vue')),
  page('/letters', 'letters', () => import('@/pages/letters/LettersPage.vue')),
  page('/mandates', 'mandates', () => import('@/pages/mandates/MandatesPage.vue')),
  page('/account', 'account', () => import('@/pages/session/AccountPage.vue')),
  page('/admin/organisations', 'organisations', () => import('@/pages/admin/OrganisationsPage.vue')),
  page('/admin/people', 'people', () => import('@/pages/admin/PeoplePage.vue')),
  page('/admin/api-keys', 'apiKeys', () => import('@/pages/admin/ApiKeysPage.vue')),
  page('/admin/plugins', 'plugins', () => import('@/pages/plugins/PluginsPage.vue')),
  page('/admin/plugins/:county/:name', 'plugin', () => import('@/pages/plugins/PluginPage.vue')),
  page('/workflow/:area?', 'workflow', () => import('@/pages/workflow/WorkflowPage.vue')),
  page('/workflow/:area/drafts/:id', 'workflowDraft', () => import('@/pages/workflow/DraftPage.vue')),
  page('/admin/webhooks', 'webhooks', () => import('@/pages/webhooks/WebhooksPage.vue')),
  page('/admin/webhooks/:id', 'webhook', () => import('@/pages/webhooks/WebhookPage.vue')),
  page('/admin/deliveries', 'deliveries', () => import('@/pages/admin/DeliveriesPage.vue')),
  page('/admin/audit', 'audit', () => import('@/pages/admin/AuditPage.vue')),
  page('/admin/doctor', 'doctor', () => import('@/pages/admin/DoctorPage.vue')),
  page('/admin/calendars', 'calendars', () => import('@/pages/admin/CalendarPage.vue')),
  page('/help/:role?', 'help', () => import('@/pages/help/HelpPage.vue')),
  {
    path: '/m',
    component: () => import('@/m/PhoneShell.vue'),
    meta: { bare: true },
    children: [
      page('', 'phoneVisits', () => import('@/m/VisitsPage.vue')),
      page('visits/:id', 'phoneVisit', () => import('@/m/VisitPage.vue')),
      page('outbox', 'phoneOutbox', () => import('@/m/OutboxPage.vue')),
    ],
  },
  page('/:path(.*)*', 'notFound', () => import('@/shell/NotFoundPage.vue')),
]

export function makeRouter() {
  const router = createRouter({
    history: createWebHistory(),
    routes,
    scrollBehavior: (to, from, kept) => kept ?? (to.path === from.path ? false : { top: 0 }),
  })
  router.beforeEach(async (to, from) => {
    if (from.matched.length) void answer()
    if (to.meta.open) return true
    const session = useSession()
    try {
      await session.ensure()
      return true
    } catch (thrown) {
      const away = thrown instanceof ApiProblem && thrown.status === 0
      if (away && to.path.startsWith('/m') && session.restoreOffline()) return true
      return { path: '/sign-in', query: { next: to.fullPath } }
    }
  })
  router.beforeResolve(async (_, from) => {
    if (from.matched.length) await painted()
  })
  router.afterEach(settle)
  router.onError(settle)
  return router
}
