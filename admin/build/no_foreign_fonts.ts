// Vant's styles bring an icon font, inline and from a foreign host. We draw no icons with it, and
// the content policy lets neither in.
import type { Plugin } from 'vite'

export function noForeignFonts(): Plugin {
  return {
    name: 'qianqiao:no-foreign-fonts',
    enforce: 'pre',
    transform: (code, id) =>
      /\/vant\/.*\.css/.test(id) ? { code: code.replace(/@font-face\s*\{[^}]*\}/g, ''), map: null } : undefined,
  }
}
