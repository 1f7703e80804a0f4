/**
 * Takes the pictures of two members on two nodes, from the demo as `npm start -- --cluster` shows it:
 * `npm run shots:cluster -w tests`, with services as `npm run services -- up` prints them.
 * @module
 */
import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright'
import { launchBrowser, PATIENCE } from '../e2e/browser.ts'
import { Chat } from '../e2e/chat.ts'
import { DemoSite } from '../e2e/demo-site.ts'
import { printJson } from '../support/print.ts'
import { createStores } from '../support/stores.ts'

const folder = process.env.SHOTS ?? fileURLToPath(new URL('../../../docs/images', import.meta.url))

async function take(browser: Browser, demo: DemoSite, suffix: '' | '-dark'): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  page.setDefaultTimeout(PATIENCE)
  await page.goto(`${demo.url}/?lang=en`)
  if (suffix) await page.getByRole('button', { name: 'Dark' }).click()
  const [sam, other] = [0, 1].map((index) => new Chat(page, page.frameLocator('iframe').nth(index))) as [Chat, Chat]
  for (const chat of [sam, other]) await chat.enter('Helvellyn, Saturday')
  const nodes = page.locator('.seat .node')
  for (const index of [0, 1])
    await nodes
      .nth(index)
      .filter({ hasText: /^node-/ })
      .waitFor()
  await converse(sam, other, suffix ? 'Dark here already.' : 'Is everybody on a different node?')
  await converse(other, sam, suffix ? 'Here too, on the other node.' : 'We are, and still in one room.')
  await shown(page, 4)
  await shoot(page, sam, `demo-cluster${suffix}`)

  const first = page.getByRole('group', { name: (await nodes.first().textContent()) ?? '' })
  await first.getByRole('button', { name: 'Kill it' }).click()
  await first.getByText('Down').waitFor()
  await converse(sam, other, suffix ? 'There goes another node.' : 'My node just went down.')
  await converse(other, sam, suffix ? 'Nothing is lost.' : 'I can still read you.')
  await shown(page, 8)
  await shoot(page, sam, `demo-cluster-killed${suffix}`)
  await first.getByRole('button', { name: 'Start it again' }).click()
  await first.getByText('Running', { exact: true }).waitFor()
  await page.close()
}

async function converse(from: Chat, to: Chat, text: string): Promise<void> {
  await from.say(text)
  await to.message(text).waitFor()
}

const shown = (page: Page, count: number) => page.locator('#count-shown', { hasText: String(count) }).waitFor()

async function shoot(page: Page, chat: Chat, name: string): Promise<void> {
  await chat.settled()
  await page.mouse.move(1, 1)
  await chat.still()
  const file = join(folder, `${name}.png`)
  await page.screenshot({ path: file, caret: 'hide' })
  printJson({ name, bytes: (await stat(file)).size })
}

await mkdir(folder, { recursive: true })
const stores = await createStores('cluster')
const demo = await DemoSite.create(stores)
const browser = await launchBrowser()
try {
  await demo.start()
  for (const suffix of ['', '-dark'] as const) await take(browser, demo, suffix)
} finally {
  await browser.close()
  await demo.remove()
  await stores.remove()
}
