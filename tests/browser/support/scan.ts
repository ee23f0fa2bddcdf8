// What a phone's camera reads from a picture on the page.
import jsQR from 'jsqr'
import type { Person } from './browser'

export async function scanned({ page, context }: Person, selector: string): Promise<string | undefined> {
  const picture = await page.locator(selector).screenshot()
  const blank = await context.newPage()
  const { width, height, data } = await blank.evaluate(async (base64) => {
    const image = new Image()
    image.src = `data:image/png;base64,${base64}`
    await image.decode()
    const canvas = new OffscreenCanvas(image.width, image.height)
    const context = canvas.getContext('2d')!
    context.drawImage(image, 0, 0)
    return { width: image.width, height: image.height, data: [...context.getImageData(0, 0, image.width, image.height).data] }
  }, picture.toString('base64'))
  await blank.close()
  return jsQR(Uint8ClampedArray.from(data), width, height)?.data
}
