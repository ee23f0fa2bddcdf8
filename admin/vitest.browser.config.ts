import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// The benchmark of interactions is driven as the tests are, one page after another.
const bench = process.env.QIANQIAO_BENCH_OUT !== undefined

// The browser tests lie beside the other tests; what they import is installed here.
export default defineConfig({
  root: here('..'),
  resolve: {
    alias: {
      '@': here('./src'),
      'playwright-core': here('./node_modules/playwright-core'),
      'axe-core': here('./node_modules/axe-core'),
      jsqr: here('./node_modules/jsqr'),
      'openapi-typescript': here('./node_modules/openapi-typescript'),
    },
  },
  test: {
    environment: 'node',
    include: [bench ? 'tests/bench/browser/interactions.ts' : 'tests/browser/**/*.test.ts'],
    testTimeout: bench ? 900_000 : 120_000,
    hookTimeout: 600_000, // a demo city is made there, which takes minutes where much else runs
    fileParallelism: true,
    maxWorkers: 2,
  },
})
