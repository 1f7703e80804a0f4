import type { Browser, Page } from 'playwright'

/** A part of a picture, in its pixels. */
export interface RoundedBox {
  x: number
  y: number
  width: number
  height: number
  radius: number
}

export interface Difference {
  /** Pixels that are not the same. */
  pixels: number
  /** What is around all of them. */
  x: [number, number]
  y: [number, number]
}

/** Compares pictures pixel by pixel, where they have to be the same. Chromium itself reads them. */
export class Pixels {
  readonly #page: Page

  private constructor(page: Page) {
    this.#page = page
  }

  static async open(browser: Browser): Promise<Pixels> {
    return new Pixels(await browser.newPage())
  }

  /** @returns null: not one pixel inside these boxes differs */
  async differ(one: Buffer, other: Buffer, boxes: readonly RoundedBox[]): Promise<Difference | null> {
    return this.#page.evaluate(
      async ({ one, other, boxes }) => {
        const read = async (picture: string) => {
          const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob())
          const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
          canvas?.drawImage(bitmap, 0, 0)
          return canvas?.getImageData(0, 0, bitmap.width, bitmap.height) as ImageData
        }
        const [first, second] = await Promise.all([read(one), read(other)])
        if (first.width !== second.width || first.height !== second.height) throw new Error('pictures of two sizes')
        const within = (x: number, y: number) =>
          boxes.some(({ x: left, y: top, width, height, radius }) => {
            const [dx, dy] = [x + 0.5 - left, y + 0.5 - top]
            if (dx < 0 || dy < 0 || dx > width || dy > height) return false
            const cx = Math.max(0, radius - dx, dx - (width - radius))
            const cy = Math.max(0, radius - dy, dy - (height - radius))
            return Math.hypot(cx, cy) <= radius
          })
        const xs: number[] = []
        const ys: number[] = []
        for (let at = 0; at < first.data.length; at += 4) {
          const [x, y] = [(at / 4) % first.width, Math.floor(at / 4 / first.width)]
          if (![0, 1, 2].some((channel) => first.data[at + channel] !== second.data[at + channel]) || !within(x, y))
            continue
          xs.push(x)
          ys.push(y)
        }
        if (xs.length === 0) return null
        const range = (values: number[]): [number, number] => [
          values.reduce((a, b) => Math.min(a, b)),
          values.reduce((a, b) => Math.max(a, b)),
        ]
        return { pixels: xs.length, x: range(xs), y: range(ys) }
      },
      { one: one.toString('base64'), other: other.toString('base64'), boxes },
    )
  }
}
