// Gives the service worker the list of built files, so that the phone pages open without a network.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Plugin } from 'vite'

export function serviceWorker(source: string): Plugin {
  return {
    name: 'qianqiao:service-worker',
    apply: 'build',
    generateBundle(_options, bundle) {
      const files = ['/index.html', '/icon.svg', '/app.webmanifest']
      for (const name of Object.keys(bundle)) if (/\.(js|css)$/.test(name)) files.push(`/${name}`)
      files.sort()
      const version = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 16)
      const code = readFileSync(resolve(source), 'utf8')
        .replace('__VERSION__', version)
        .replace('[/* __FILES__ */]', JSON.stringify(files))
      this.emitFile({ type: 'asset', fileName: 'sw.js', source: code })
    },
  }
}
