import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import Components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import { defineConfig } from 'vitest/config'
import { catalogue } from './build/catalogue'
import { charts } from './build/charts'
import { compress } from './build/compress'
import { forms } from './build/forms'
import { noForeignFonts } from './build/no_foreign_fonts'
import { serviceWorker } from './build/service_worker'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  plugins: [
    vue(),
    noForeignFonts(),
    Components({ dts: false, dirs: [], resolvers: [ElementPlusResolver({ importStyle: 'css' })] }),
    forms(here('../workflows/forms')),
    catalogue(here('../workflows/events.yaml')),
    charts(here('../tests/unit/charts/transitions.golden.txt')),
    serviceWorker(here('./build/sw.js')),
    compress(),
  ],
  resolve: { alias: { '@': here('./src') } },
  define: {
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
    __VUE_OPTIONS_API__: true,
  },
  build: {
    target: 'chrome87',
    outDir: process.env.QIANQIAO_WEB_OUT ?? here('../build/web'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Letters and digits only: the server knows a hashed name by what follows its last dash.
    rolldownOptions: { output: { hashCharacters: 'hex' } },
    reportCompressedSize: false,
  },
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', 'build/**/*.test.ts'],
    server: { deps: { inline: ['element-plus'] } },
  },
})
