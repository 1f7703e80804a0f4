import type { World } from '@damso/tests/world'
import type { BrowserContext } from 'playwright'
import { compare, type Line } from '../support/compare.ts'
import { median } from '../support/quantile.ts'

const ROUNDS = 11

declare global {
  interface Window {
    /** Milliseconds from the click on the launcher until a message was painted. */
    opened: Promise<number>
  }
}

/** From the click until the first message is painted: with an empty cache, and with what the page before left in it. */
export async function measureOpening(world: World, member: string): Promise<Line[]> {
  const cold: number[] = []
  const warm: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const context = await world.browser.newContext()
    await context.addInitScript(openAtOnce)
    const address = world.page(member)
    const times = [await open(context, address), await open(context, address)] as const
    await context.close()
    // The server's first answers are slower than its others.
    if (round === 0) continue
    cold.push(times[0])
    warm.push(times[1])
  }
  return [line('cold cache', cold), line('warm cache', warm)]
}

const line = (name: string, times: readonly number[]): Line =>
  compare({
    ...{ bench: 'page', case: `click to first message, ${name}`, unit: 'ms', budget: null },
    ...{ ours: median(times), peer: null, theirs: null },
  })

async function open(context: BrowserContext, address: string): Promise<number> {
  const page = await context.newPage()
  await page.goto(address)
  const time = await page.evaluate(() => window.opened)
  await page.close()
  return time
}

/** In the page, before anything else: clicks as soon as there is something to click, so that nothing is loaded beforehand. */
function openAtOnce(): void {
  const within = (...path: string[]) =>
    path.reduce<ParentNode | null | undefined>((root, name) => root?.querySelector(name)?.shadowRoot, document)
  const until = <T>(find: () => T | null | undefined) =>
    new Promise<T>((resolve, reject) => {
      const begin = performance.now()
      const look = () => {
        const found = find()
        if (found) resolve(found)
        else if (performance.now() - begin > 30_000) reject(new Error(`it never came: ${find}`))
        else requestAnimationFrame(look)
      }
      look()
    })
  const launcher = () => within('damso-chat')?.querySelector<HTMLElement>('[part=launcher]:not([hidden])')
  const bubble = () =>
    within('damso-chat', 'damso-panel', 'damso-room', 'damso-timeline', 'damso-message')?.querySelector('.bubble')
  window.opened = until(launcher).then(async (button) => {
    const begin = performance.now()
    button.click()
    await until(bubble)
    // What stands there in one frame is on the screen when the next task comes.
    await new Promise(requestAnimationFrame)
    await new Promise((resolve) => setTimeout(resolve))
    return performance.now() - begin
  })
}
