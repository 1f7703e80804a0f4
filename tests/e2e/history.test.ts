import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mode } from '../support/stores.ts'
import type { Chat } from './chat.ts'
import { World } from './world.ts'

/** The page does the same over any store: the long way is gone once. */
const COUNT = mode === 'cluster' ? 4_000 : 20_000
/** Messages that the page holds at most. */
const WINDOW = 200

let world: World
let chat: Chat

beforeAll(async () => {
  world = await World.start({ minji: 'Minji', junho: 'Junho' })
  const begin = Date.now() - COUNT * 300_000
  await world.import(
    await world.room('archive', { title: 'Archive', members: ['minji', 'junho'] }),
    Array.from({ length: COUNT }, (_, at) => ({
      as: at % 3 === 0 ? 'minji' : 'junho',
      text: `message ${at + 1}`,
      at: begin + at * 300_000,
    })),
  )
  chat = await world.visit('minji')
  await chat.open()
  await chat.arrive('Archive')
  await chat.message(`message ${COUNT}`).waitFor()
})
afterAll(() => world.end())

test('what is read keeps its place when older messages come in above it', async () => {
  const moved = await chat.log.evaluate(async (log) => {
    const frame = () => new Promise(requestAnimationFrame)
    const rows = () => [...log.querySelectorAll('damso-message')]
    const loaded = rows().length + 50
    log.scrollTop = 700
    await frame()
    const read = rows().find((row) => row.getBoundingClientRect().top > log.getBoundingClientRect().top)
    if (!read) throw new Error('nothing is in sight')
    const { top } = read.getBoundingClientRect()
    let most = 0
    while (rows().length < loaded) {
      await frame()
      most = Math.max(most, Math.abs(read.getBoundingClientRect().top - top))
    }
    await frame()
    return Math.max(most, Math.abs(read.getBoundingClientRect().top - top))
  })
  expect(moved).toBeLessThanOrEqual(1)
})

test(`scrolls back through ${COUNT} messages to the first, each in its order, with few of them in the page`, async () => {
  const before = await nodesOf(chat.page)
  const { seen, most } = await scrollToFirst(chat.page)
  expect(most).toBeLessThanOrEqual(WINDOW)
  // It opened with a page of 50.
  expect(await nodesOf(chat.page)).toBeLessThan((before * WINDOW) / 50)
  expect(seen).toHaveLength(COUNT)
  expect(seen).toEqual(Array.from({ length: COUNT }, (_, at) => COUNT - at))
})

test('jumps from the first to the newest', async () => {
  await chat.button('To the newest message').click()
  await chat.message(`message ${COUNT}`).waitFor()
  await chat.button('To the newest message').waitFor({ state: 'detached' })
  expect((await chat.texts()).at(-1)).toBe(`message ${COUNT}`)
})

/** What Chromium holds, whether it stands in the page or was let go and is still held. */
async function nodesOf(page: Page): Promise<number> {
  const chromium = await page.context().newCDPSession(page)
  await chromium.send('HeapProfiler.collectGarbage')
  const { nodes } = await chromium.send('Memory.getDOMCounters')
  await chromium.detach()
  return nodes
}

/** Scrolls as fast as pages come. @returns the numbers of the messages as they came into the page, and the most that stood in it */
const scrollToFirst = (page: Page) =>
  page.getByRole('log').evaluate(async (log) => {
    const frame = () => new Promise(requestAnimationFrame)
    const numberOf = (row: Element) => Number(row.shadowRoot?.querySelector('.text')?.textContent?.match(/\d+/)?.[0])
    const seen: number[] = []
    let most = 0
    for (;;) {
      const rows = [...log.querySelectorAll('damso-message')]
      most = Math.max(most, rows.length)
      const oldest = seen.at(-1) ?? Number.POSITIVE_INFINITY
      const numbers = rows.map(numberOf)
      seen.push(...numbers.filter((number) => number < oldest).reverse())
      if (seen.at(-1) === 1) return { seen, most }
      log.scrollTop = 0
      await frame()
    }
  })
