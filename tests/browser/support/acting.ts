// Chooses an event on a subject's page, fills its form and records it.
import type { Person } from './browser'

type Fill = (field: (key: string) => string, person: Person) => Promise<unknown>

export async function record(person: Person, path: string, event: string, fill: Fill = async () => {}) {
  const { page } = person
  await person.open(path)
  const button = page.locator(`[data-test=event-${event}]`)
  if (await button.count()) await button.click()
  else await page.locator('[data-test=other-events]').selectOption(event)
  await fill((key) => `#field-${event}-${key}`, person)
  await page.locator('[data-test=submit-event]').click()
  await page.locator('[data-test=done]').waitFor()
}

export const yes = async (person: Person, name: string, answer = true) =>
  person.page.locator(`input[name="field-${name}"]`).nth(answer ? 0 : 1).check()
