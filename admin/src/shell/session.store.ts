import { defineStore } from 'pinia'
import { enterDemo, loadMe, resumeSession, signIn, signOut, type Me, type Role } from '@/services/session'
import type { Schemas } from '@/api/client'
import { dropAllDrafts } from '@/ui/draft'

const OFFLINE_ME = 'qianqiao.me'

export const useSession = defineStore('session', {
  state: () => ({ me: null as Me | null }),
  getters: {
    roles: (state): Role[] => [...new Set((state.me?.appointments ?? []).map((held) => held.role))],
    scopes: (state): string[] => [
      ...new Set((state.me?.appointments ?? []).map((held) => held.scope)),
    ],
    // The county that a person works for, where it is one.
    county(): string {
      const found = this.scopes.find((scope) => /^\d{6}/.test(scope) && !scope.endsWith('00'))
      return found?.slice(0, 6) ?? ''
    },
    // Who works for one county only asks for that county's lists.
    ownCounty(): string | undefined {
      const wide = this.scopes.some((scope) => /^\d{4}00$/.test(scope))
      return wide ? undefined : this.county || undefined
    },
  },
  actions: {
    has(...wanted: string[]) {
      return this.roles.some((role) => wanted.includes(role))
    },
    // In whose name: one's own, where one holds one of these roles, and of whom one has a mandate.
    holders(...wanted: string[]) {
      return (this.me?.appointments ?? []).filter((held) => wanted.includes(held.role)).map((held) => held.person)
    },
    async ensure() {
      if (this.me) return
      await resumeSession()
      await this.reload()
    },
    async reload() {
      this.me = await loadMe()
      localStorage.setItem(OFFLINE_ME, JSON.stringify(this.me))
    },
    // On a phone without network: who was signed in here last.
    restoreOffline() {
      const kept = localStorage.getItem(OFFLINE_ME)
      if (kept) this.me = JSON.parse(kept) as Me
      return this.me !== null
    },
    signIn(credentials: Schemas['Credentials']) {
      return this.become(() => signIn(credentials))
    },
    enterDemo(userName: string) {
      return this.become(() => enterDemo(userName))
    },
    async become(enter: () => Promise<void>) {
      const before = this.me?.user_name
      await enter()
      await this.reload()
      if (before && before !== this.me?.user_name) dropAllDrafts()
    },
    async signOut() {
      await signOut().catch(() => undefined)
      this.me = null
      localStorage.removeItem(OFFLINE_ME)
      dropAllDrafts()
    },
  },
})
