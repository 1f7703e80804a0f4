import type { Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { PATIENCE } from './browser.ts'
import { World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await World.start({ minji: 'Minji', junho: 'Junho', haeun: 'Haeun' })
  const hiking = await world.room('hiking', { title: 'Saturday hike', members: ['minji', 'junho'] })
  const books = await world.room('books', { title: 'Book club', members: ['minji', 'junho'] })
  await world.say(hiking, 'junho', 'Is the path open? https://example.com/path')
  await world.say(hiking, 'minji', 'It is')
  await world.say(books, 'junho', 'Which one is next?')
})
afterEach(() => world.leave())
afterAll(() => world.end())

const css = (place: Locator, property: string) =>
  place.evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property)
const settles = (read: () => Promise<string>) => expect.poll(read, { timeout: PATIENCE })

test('a page styles launcher, box and what is inside, and its own icon stands in the launcher', async () => {
  const rules = `
    damso-chat::part(launcher) { border-radius: 8px }
    damso-chat::part(badge) { background: rgb(1, 1, 1) }
    damso-chat::part(box) { border-color: rgb(2, 2, 2) }
    damso-chat::part(row) { color: rgb(3, 3, 3) }
    damso-chat::part(bubble own) { background: rgb(4, 4, 4) }
    damso-chat::part(bubble incoming) { background: rgb(5, 5, 5) }
    damso-chat::part(field) { font-size: 18px }
    damso-chat { --damso-launcher-size: 60px; --damso-launcher-x: 30px; --damso-panel-width: 400px }`
  const chat = await world.visit('minji', { head: `<style>${rules}</style>` })
  const { page } = chat
  await chat.badge.getByText(/\d/).waitFor()
  expect(await css(chat.badge, 'background-color')).toBe('rgb(1, 1, 1)')
  expect(await css(chat.launcher, 'border-radius')).toBe('8px')
  const { x = 0, y = 0, width = 0, height = 0 } = (await chat.launcher.boundingBox()) ?? {}
  expect([1024 - x - width, 768 - y - height, width]).toEqual([30, 20, 60])

  await page.evaluate(() => {
    const icon = document.createElement('b')
    icon.slot = 'launcher-icon'
    icon.textContent = 'Ask'
    document.querySelector('damso-chat')?.append(icon)
  })
  await page.getByText('Ask', { exact: true }).waitFor()
  expect(await chat.launcher.locator('svg').isVisible()).toBe(false)

  await chat.open()
  await chat.row('Saturday hike').waitFor()
  expect(await chat.launcher.locator('svg').isVisible()).toBe(true)
  await chat.still()
  const box = page.locator('damso-chat [part=box]')
  expect(await css(box, 'border-top-color')).toBe('rgb(2, 2, 2)')
  const place = await box.boundingBox()
  expect([place?.width, 1024 - (place?.x ?? 0) - (place?.width ?? 0)]).toEqual([400, 30])
  expect(768 - (place?.y ?? 0) - (place?.height ?? 0)).toBe(20 + 60 + 12)
  expect(await css(chat.row('Book club'), 'color')).toBe('rgb(3, 3, 3)')
  await chat.row('Saturday hike').click()
  await chat.message('It is').waitFor()
  const bubble = (said: string) => chat.message(said).locator('.bubble')
  await settles(() => css(bubble('It is'), 'background-color')).toBe('rgb(4, 4, 4)')
  expect(await css(bubble('Is the path'), 'background-color')).toBe('rgb(5, 5, 5)')
  expect(await css(chat.panel.locator('damso-composer .field'), 'font-size')).toBe('18px')
})

test("the page's own heading and its own words for an empty list, put in and taken out again", async () => {
  const chat = await world.visit('haeun')
  await chat.open()
  const say = (slot: string, tag: string, text: string) =>
    chat.page.evaluate(
      ([slot = '', tag = '', text = '']) => {
        const element = document.createElement(tag)
        Object.assign(element, { slot, textContent: text })
        document.querySelector('damso-chat')?.append(element)
      },
      [slot, tag, text],
    )
  const ours = chat.panel.getByText('You are not in any chats yet')
  await ours.waitFor()
  await say('header', 'span', 'Shop desk')
  await say('empty', 'p', 'Write to us from 9 to 18.')
  await chat.panel.getByRole('heading', { name: 'Shop desk' }).waitFor()
  await chat.page.getByText('Write to us from 9 to 18.').waitFor()
  await ours.waitFor({ state: 'hidden' })
  await chat.page.evaluate(() => document.querySelector('damso-chat')?.replaceChildren())
  await ours.waitFor()
  await chat.panel.getByRole('heading', { name: 'Chats' }).waitFor()
})

test('compact: lower bars, rows and bubbles, and back', async () => {
  const chat = await world.visit('junho', { data: { density: 'compact' } })
  await chat.open()
  await chat.row('Saturday hike').waitFor()
  const heights = async () => [
    await css(chat.row('Saturday hike'), 'height'),
    await css(chat.panel.locator('damso-room-list header'), 'height'),
  ]
  expect(await heights()).toEqual(['48px', '48px'])
  await chat.page.evaluate(() => document.querySelector('damso-chat')?.removeAttribute('density'))
  expect(await heights()).toEqual(['64px', '56px'])
})

test('an accent that the page changes is made readable in both schemes, on grounds of its own', async () => {
  const chat = await world.visit('minji', { context: { colorScheme: 'light' } })
  await chat.enter('Saturday hike')
  const link = chat.message('Is the path').getByRole('link')
  await settles(() => css(link, 'color')).toBe('rgb(35, 112, 90)')
  await chat.page.addStyleTag({ content: 'damso-chat { --damso-accent: yellow }' })
  const bubble = chat.message('Is the path').locator('.bubble')
  await settles(async () => String((await contrastOf(link, bubble)) >= 4.5)).toBe('true')
  await chat.page.emulateMedia({ colorScheme: 'dark' })
  await settles(() => css(link, 'color')).toBe('rgb(255, 255, 0)')
})

test('forced colours: bubbles and launcher keep an edge', async () => {
  const chat = await world.visit('minji', { context: { forcedColors: 'active' } })
  await chat.enter('Saturday hike')
  const bubble = chat.message('It is').locator('.bubble')
  expect(await css(bubble, 'border-top-width')).toBe('1px')
  expect(await css(chat.launcher, 'border-top-width')).toBe('1px')
})

/** WCAG contrast of a text with the ground of a bubble. */
async function contrastOf(text: Locator, ground: Locator): Promise<number> {
  const pixel = async (place: Locator, property: string) =>
    place.evaluate((element, name) => {
      const context = document.createElement('canvas').getContext('2d')
      if (!context) throw new Error('no canvas')
      context.fillStyle = getComputedStyle(element).getPropertyValue(name)
      context.fillRect(0, 0, 1, 1)
      return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)]
    }, property)
  const linear = (part: number) => (part <= 10.31475 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4)
  const luminance = ([r = 0, g = 0, b = 0]: number[]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
  const [high = 0, low = 0] = [
    luminance(await pixel(text, 'color')),
    luminance(await pixel(ground, 'background-color')),
  ].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}
