// A desk's screen at 200 %: half as many CSS pixels each way; and what of a page's text cannot be
// read there.
import type { Person } from './browser'

export const ZOOMED = { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 }

export const clippedIn = (person: Person): Promise<string[]> =>
  person.page.evaluate(() => {
    const told = (element: Element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}: ${(element.textContent ?? '').trim().slice(0, 40)}`
    const styleOf = (element: Element) => getComputedStyle(element)
    const isHidden = (element: Element) =>
      element.closest('.sr, [hidden], [aria-hidden=true], svg, option, details:not([open]) > :not(summary)') !== null || styleOf(element).visibility === 'hidden' || element.getClientRects().length === 0
    const hasText = (element: Element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '')
    const cuts = (style: CSSStyleDeclaration) => [style.overflowX, style.overflowY].some((way) => way === 'hidden' || way === 'clip')
    const out: string[] = []
    for (const element of document.querySelectorAll('body *')) {
      if (!hasText(element) || isHidden(element)) continue
      const range = document.createRange()
      range.selectNodeContents(element)
      const text = range.getBoundingClientRect()
      if (text.width === 0) continue
      // A word or two of it in a line, one below the other: squeezed.
      const lines = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).flatMap((node) => {
        const own = document.createRange()
        own.selectNodeContents(node)
        return [...own.getClientRects()].filter((one) => one.width > 0)
      })
      const em = Number.parseFloat(styleOf(element).fontSize)
      const tops = new Set(lines.map((one) => Math.round(one.top / em)))
      if (tops.size > 1 && Math.max(...lines.map((one) => one.width)) < 2.2 * em) out.push(`squeezed: ${told(element)}`)
      // Up to the first box that scrolls: text beyond that one can be scrolled to.
      for (let box: Element | null = element; box && box !== document.body; box = box.parentElement) {
        const style = styleOf(box)
        if (box !== element && [style.overflowX, style.overflowY].some((way) => way === 'auto' || way === 'scroll')) break
        if (!cuts(style)) continue
        const edge = box.getBoundingClientRect()
        if (text.right > edge.right + 1 || text.left < edge.left - 1 || text.bottom > edge.bottom + 2 || text.top < edge.top - 2) {
          out.push(told(element))
          break
        }
      }
      let scrolls: Element | null = element
      while (scrolls && !['auto', 'scroll'].includes(styleOf(scrolls).overflowX)) scrolls = scrolls.parentElement
      if (!scrolls && text.right > window.innerWidth + 1) out.push(`beyond the window: ${told(element)}`)
    }
    return [...new Set(out)]
  })
