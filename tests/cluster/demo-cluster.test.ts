import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, PATIENCE } from '../e2e/browser.ts'
import { Chat } from '../e2e/chat.ts'
import { DemoSite } from '../e2e/demo-site.ts'
import { createStores, type Stores } from '../support/stores.ts'

let stores: Stores
let demo: DemoSite
let browser: Browser
let page: Page

beforeAll(async () => {
  stores = await createStores('cluster')
  demo = await DemoSite.create(stores)
  const [launched] = await Promise.all([launchBrowser(), demo.start()])
  browser = launched
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'ko-KR' })
  page.setDefaultTimeout(PATIENCE)
})
afterAll(async () => {
  await browser?.close()
  await demo?.remove()
  await stores?.remove()
})

const seat = (index: number) => page.locator('.seat').nth(index)
const nodeOf = (index: number) => seat(index).locator('.node')
const server = (name: string) => page.getByRole('group', { name })

/** What the demo page counts: sent, stored, shown, duplicated, violations. */
const counted = (...expected: number[]) =>
  expect.poll(() => page.locator('.counters dd').allTextContents(), { timeout: PATIENCE }).toEqual(expected.map(String))

const connected = (index: number, node: string) =>
  expect.poll(() => nodeOf(index).textContent(), { timeout: PATIENCE }).toBe(node)

test('two members on two nodes talk; one node is killed, both go on, and it comes back', async () => {
  await page.goto(`${demo.url}/?lang=ko`)
  const chats = [0, 1].map((index) => new Chat(page, page.frameLocator('iframe').nth(index)))
  const [minji, seoyeon] = chats as [Chat, Chat]
  for (const chat of chats) await chat.enter('북한산 백운대 산행')
  for (const index of [0, 1])
    await nodeOf(index)
      .filter({ hasText: /^node-/ })
      .waitFor()
  const [first = '', second = ''] = await page.locator('.seat .node').allTextContents()
  expect([first, second].sort()).toEqual(['node-1', 'node-2'])

  await minji.say('안녕하세요')
  await seoyeon.message('안녕하세요').waitFor()
  await seoyeon.say('다른 노드에서 인사드려요')
  await minji.message('다른 노드에서 인사드려요').waitFor()
  await counted(2, 2, 4, 0, 0)

  await server(first).getByRole('button', { name: '강제로 끄기' }).click()
  await server(first).getByText('꺼짐').waitFor()
  await minji.say('아직 들리세요?')
  await seoyeon.message('아직 들리세요?').waitFor()
  await connected(0, second)
  await seoyeon.say('네, 잘 들려요')
  await minji.message('네, 잘 들려요').waitFor()
  await counted(4, 4, 8, 0, 0)

  await server(first).getByRole('button', { name: '다시 켜기' }).click()
  await server(first).getByText('켜짐', { exact: true }).waitFor()
  // Whoever comes next goes to the node with fewer sockets.
  await seat(0).getByText('끊김', { exact: true }).click()
  await connected(0, '')
  await seoyeon.say('노드가 돌아왔어요')
  await seat(0).getByText('정상', { exact: true }).click()
  await connected(0, first)
  await minji.message('노드가 돌아왔어요').waitFor()
  await counted(5, 5, 10, 0, 0)
})

test('a restart of the whole demo finds everything', async () => {
  expect(await demo.stop()).toBe(0)
  demo.printed.length = 0
  await demo.start()
  expect(demo.printed.filter((line) => /^node-[12] +http/.test(line))).toHaveLength(2)
  await page.goto(`${demo.url}/?persona=minji`)
  const chat = new Chat(page)
  await chat.enter('북한산 백운대 산행')
  await chat.message('노드가 돌아왔어요').waitFor()
  const said = ['안녕하세요', '다른 노드에서 인사드려요', '아직 들리세요?', '네, 잘 들려요', '노드가 돌아왔어요']
  await expect.poll(async () => (await chat.texts()).slice(-said.length), { timeout: PATIENCE }).toEqual(said)
})
