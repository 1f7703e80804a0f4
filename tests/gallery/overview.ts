import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright'

const shown = ['list', 'hike', 'direct', 'message-menu', 'mention', 'room-details', 'announcements', 'launcher']

/** One picture of several states, light and dark, for the documentation. */
export async function composeOverviews(browser: Browser, pictures: string, docs: string): Promise<void> {
  for (const theme of ['light', 'dark'])
    await compose(
      browser,
      shown.map((state) => join(pictures, `${theme}-en`, `${state}.png`)),
      join(docs, `states-${theme}.png`),
    )
}

const COLUMNS = 4
const WIDTH = 324

async function compose(browser: Browser, files: readonly string[], file: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: COLUMNS * WIDTH, height: 100 } })
  const images = await Promise.all(
    files.map(async (path) => `<img src="data:image/png;base64,${await readFile(path, 'base64')}">`),
  )
  await page.setContent(`<!doctype html><title>States</title>
<style>body { margin: 0; display: grid; grid-template-columns: repeat(${COLUMNS}, 1fr) } img { display: block; width: 100% }</style>
${images.join('')}`)
  await page.waitForFunction(() =>
    [...document.images].every(({ complete, naturalWidth }) => complete && naturalWidth > 0),
  )
  await page.screenshot({ path: file, fullPage: true })
  await page.close()
}
