// One look at a page: a screenshot, and whatever is wrong with it.
import type { Person } from './browser'

export const named = (who: string, path: string, more: string) => `${who}-${path.replace(/[^\w]+/g, '_')}-${more}`

export async function look(person: Person, name: string) {
  await person.settled()
  const wide = await person.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  await person.shot(name)
  const refused = await person.page.locator('.problem').allInnerTexts()
  return { findings: await person.findings(), wide: Math.max(0, wide), refused, troubles: person.troubles.splice(0) }
}
export const NOTHING = { findings: [], wide: 0, refused: [], troubles: [] }
