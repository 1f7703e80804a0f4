import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchBrowser, PATIENCE } from './browser.ts'
import { Chat } from './chat.ts'
import { DemoSite } from './demo-site.ts'

const axe = await readFile(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

let demo: DemoSite
let browser: Browser
let page: Page

beforeAll(async () => {
  demo = await DemoSite.create()
  const [launched] = await Promise.all([launchBrowser(), demo.start()])
  browser = launched
})
afterEach(() => page?.close())
afterAll(async () => {
  await browser?.close()
  await demo?.remove()
})

const room = '북한산 백운대 산행'

/** The demo page with both members in the same room. */
async function visit(): Promise<[Chat, Chat]> {
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'ko-KR' })
  page.setDefaultTimeout(PATIENCE)
  await page.goto(`${demo.url}/?lang=ko`)
  return enterBoth()
}

async function enterBoth(): Promise<[Chat, Chat]> {
  const chats: [Chat, Chat] = [seat(0), seat(1)]
  for (const chat of chats) await chat.enter(room)
  return chats
}

const seat = (index: number) => new Chat(page, page.frameLocator('iframe').nth(index))
const line = (index: number, name: string) => page.locator('.seat').nth(index).getByText(name, { exact: true }).click()

/** What the demo page counts: sent, stored, shown, duplicated, violations. */
const counters = () => page.locator('.counters dd').allTextContents()
const counted = (...expected: number[]) => expect.poll(counters, { timeout: PATIENCE }).toEqual(expected.map(String))

test('two members talk; a line that was cut and a server that was killed lose nothing and double nothing', async () => {
  const [minji, seoyeon] = await visit()
  await minji.say('안녕하세요')
  await seoyeon.message('안녕하세요').waitFor()
  await counted(1, 1, 2, 0, 0)

  await line(0, '끊김')
  await minji.say('지금 지하철이에요')
  await seoyeon.say('네, 천천히 오세요')
  await line(0, '정상')
  await seoyeon.message('지금 지하철이에요').waitFor()
  await minji.message('네, 천천히 오세요').waitFor()
  await counted(3, 3, 6, 0, 0)

  await page.getByRole('button', { name: '강제로 끄기' }).click()
  await page.getByText('꺼짐').waitFor()
  await minji.say('들리세요?')
  await page.getByRole('button', { name: '다시 켜기' }).click()
  await seoyeon.message('들리세요?').waitFor()
  await counted(4, 4, 8, 0, 0)
})

test('strict CSP has nothing to report, hostile CSS changes nothing that matters', async () => {
  await visit()
  await page.getByRole('button', { name: '엄격한 CSP' }).click()
  await page.getByRole('button', { name: '거친 CSS' }).click()
  // Both seats load anew: a click in the page before would be lost with it.
  for (const seat of [0, 1])
    await page
      .frameLocator('iframe')
      .nth(seat)
      .locator('link[href="/assets/hostile.css"]')
      .waitFor({ state: 'attached' })
  const [minji, seoyeon] = await enterBoth()
  await minji.say('여전히 보이나요?')
  await seoyeon.message('여전히 보이나요?').waitFor()
  await counted(1, 1, 2, 0, 0)
})

test('axe has nothing to say of the demo page, light and dark, the playground, and a site with its chat open', async () => {
  await visit()
  expect(await violations()).toEqual([])
  await page.getByRole('button', { name: '어둡게' }).click()
  expect(await violations()).toEqual([])
  await page.goto(`${demo.url}/playground?lang=en`)
  expect(await violations()).toEqual([])
  await page.goto(`${demo.url}/?persona=sam`)
  await new Chat(page).open()
  expect(await violations()).toEqual([])
})

test('the chat as a page of the site fits into the window, its composer at the foot', async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(`${demo.url}/ridgeline/chat?persona=sam`)
  const chat = new Chat(page)
  await chat.row('Helvellyn, Saturday').click()
  await chat.messages.first().waitFor()
  const { y = 0, height = 0 } = (await chat.field.boundingBox()) ?? {}
  expect(y).toBeGreaterThan(700)
  expect(y + height).toBeLessThanOrEqual(800)
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(800)
})

test('the theming page: a theme shows in the widget, changes are CSS to copy, and axe has nothing to say', async () => {
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.setDefaultTimeout(PATIENCE)
  const faults: string[] = []
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  await page.goto(`${demo.url}/theming?lang=en`)
  const chat = new Chat(page, page.frameLocator('iframe'))
  await chat.messages.first().waitFor()
  const css = page.locator('#snippet')
  expect(await css.textContent()).toContain('by default')
  await page.getByText('Ink', { exact: true }).click()
  await css.getByText('--damso-panel-radius: 0px').waitFor()
  const bubble = page.frameLocator('iframe').locator('.bubble').first()
  const radius = () => bubble.evaluate((element) => getComputedStyle(element).borderTopLeftRadius)
  await expect.poll(radius).toBe('2px')
  await page.getByLabel('Muted, Light').fill('#bbbbbb')
  await page.getByText('Muted on Surface 1.9:1 (Light)').waitFor()
  expect(await css.textContent()).toContain('--damso-muted: light-dark(#bbbbbb, #a6a6a6);')
  await page.getByText('Blossom', { exact: true }).click()
  await page.getByText('All of it can be read well').waitFor()
  await page.getByLabel('Density').selectOption('compact')
  await page.getByText('data-density="compact"').waitFor()
  expect(faults).toEqual([])
  expect(await violations()).toEqual([])
})

async function violations(): Promise<string[]> {
  await new Chat(page).still()
  await page.evaluate(axe)
  const found = await page.evaluate(
    async () => (await (window as unknown as { axe: typeof import('axe-core') }).axe.run(document)).violations,
  )
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

test('the large room is all there, and a second start seeds nothing', async () => {
  await expect.poll(() => demo.printed.join('\n'), { timeout: 5 * PATIENCE }).toContain('20000 of 20000')
  expect(await demo.stop()).toBe(0)
  demo.printed.length = 0
  await demo.start()
  expect(demo.printed.filter((text) => text.startsWith('Filling'))).toEqual([])

  page = await browser.newPage({ locale: 'ko-KR' })
  await page.goto(`${demo.url}/?persona=minji`)
  const chat = new Chat(page)
  await chat.enter('산들 수다방')
  await chat.header.getByText('85').waitFor()
  await expect.poll(async () => (await chat.texts()).length, { timeout: PATIENCE }).toBeGreaterThan(20)
})
