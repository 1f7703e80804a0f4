import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { PATIENCE } from '../e2e/browser.ts'
import { answerBuilt } from './built-page.ts'
import type { Variant } from './variants.ts'

/** What is told of the gallery's element: it is no public interface. */
interface Gallery extends HTMLElement {
  updateComplete: Promise<boolean>
}
interface State {
  name: string
  wide: boolean
}

export interface Picture {
  state: string
  width: number
  height: number
}

/** Fixed, so that the same code makes the same pictures. */
const now = new Date('2026-11-27T16:05:00+09:00')
/** What waits for a while, such as the strip of a lost connection, is there by then. */
const LATER = 4_000
const MARGIN = 24

const sizeOf = (wide: boolean, { screen }: Variant) =>
  screen ?? { width: (wide ? 1_024 : 384) + 2 * MARGIN, height: 640 + 2 * MARGIN }

/** Takes the pictures of one variant. @param wanted null: all states */
export async function shoot(
  browser: Browser,
  variant: Variant,
  folder: string,
  wanted: readonly string[] | null,
): Promise<Picture[]> {
  const { lang, theme, screen, few } = variant
  const context = await browser.newContext({
    deviceScaleFactor: 2,
    locale: lang,
    timezoneId: 'Asia/Seoul',
    viewport: sizeOf(false, variant),
    ...variant.context,
  })
  context.setDefaultTimeout(PATIENCE)
  const page = await context.newPage()
  try {
    await page.clock.install({ time: now })
    await page.goto(await answerBuilt(context, lang))
    await mkdir(join(folder, variant.name), { recursive: true })
    const pictures: Picture[] = []
    const states = await statesOf(page)
    const unknown = few?.find((name) => !states.some((state) => state.name === name))
    if (unknown) throw new Error(`${variant.name} names the state "${unknown}", which no scene has`)
    for (const { name, wide } of states) {
      if ((wanted && !wanted.includes(name)) || (few && !few.includes(name)) || (wide && screen)) continue
      const size = sizeOf(wide, variant)
      await page.setViewportSize(size)
      await show(page, { scene: name, lang, theme, phone: screen !== undefined })
      await page.screenshot({
        path: join(folder, variant.name, `${name}.png`),
        animations: 'disabled',
        caret: 'hide',
      })
      pictures.push({ state: name, ...size })
      if (pictures.length % 10 === 0) process.stderr.write('. ')
    }
    return pictures
  } finally {
    await context.close()
  }
}

const statesOf = (page: Page): Promise<State[]> =>
  page.evaluate(async () => {
    const gallery = await customElements.whenDefined('damso-gallery')
    const scenes: State[] = Reflect.get(gallery, 'scenes')
    return scenes.map(({ name, wide = false }) => ({ name, wide }))
  })

async function show(page: Page, shown: { scene: string; lang: string; theme: string; phone: boolean }): Promise<void> {
  const settled = () => page.evaluate(() => document.querySelector<Gallery>('damso-gallery')?.updateComplete)
  await page.evaluate((properties) => {
    const gallery = Object.assign(document.createElement('damso-gallery'), properties)
    document.body.replaceChildren(gallery)
  }, shown)
  await settled()
  await page.clock.fastForward(LATER)
  await settled()
}
