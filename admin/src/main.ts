import { createApp } from 'vue'
import { createPinia } from 'pinia'
import { VueQueryPlugin, QueryClient } from '@tanstack/vue-query'
import 'element-plus/es/components/base/style/css'
import './style/base.css'
import './style/parts.css'
import './style/element.css'
import './style/print.css'
import App from './App.vue'
import { i18n } from './i18n'
import { makeRouter } from './router'
import { useUi } from './shell/ui.store'
import { watchServer } from './shell/server_watch'
import { ApiProblem } from './api/problem'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      shallow: true, // answers are replaced whole, never changed: their rows need not be watched
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      retry: (times, problem) =>
        times < 2 && problem instanceof ApiProblem && [0, 503].includes(problem.status),
    },
  },
})

async function start() {
  const app = createApp(App)
  app.use(createPinia())
  app.use(i18n)
  app.use(VueQueryPlugin, { queryClient: queries })
  const ui = useUi()
  await ui.start()
  watchServer(ui, queries)
  app.use(makeRouter())
  app.mount('#app')
}

void start()
