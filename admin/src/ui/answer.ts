// A click or a key is answered at once: a line at the top of the page says that something is on its way,
// before what may take long is drawn: another page, hundreds of rows, every word in another language.
import { ref } from 'vue'

export const isOnItsWay = ref(false)

// Once what stands now has been painted. A page out of sight paints nothing and waits for nothing.
export const painted = () =>
  document.hidden ? Promise.resolve() : new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done)))

export async function answer() {
  isOnItsWay.value = true
  await painted()
}
export function settle() {
  isOnItsWay.value = false
}
