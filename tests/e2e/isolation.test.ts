import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Chat } from './chat.ts'
import { World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await World.start({ minji: 'Minji', junho: 'Junho' })
  const hiking = await world.room('hiking', { title: 'Saturday hike', members: ['minji', 'junho'] })
  await world.room('books', { title: 'Book club', members: ['minji', 'junho'] })
  await world.say(hiking, 'junho', 'Is the path open?\nhttps://example.com/path')
  await world.say(hiking, 'minji', 'It is')
})
afterEach(() => world.leave())
afterAll(() => world.end())

test("the page's shortcuts do not hear what is typed, and can tell that somebody types", async () => {
  const chat = await world.visit('minji', { body: '<input id="search" aria-label="Search the shop">' })
  await chat.enter('Saturday hike')
  await chat.page.evaluate(() => {
    const heard: string[] = []
    Reflect.set(window, 'heard', heard)
    for (const target of [window, document, document.body])
      for (const type of ['keydown', 'keypress', 'keyup', 'input', 'beforeinput', 'paste', 'focusin', 'compositionend'])
        target.addEventListener(type, (event) => {
          heard.push(event.type)
          if (event instanceof KeyboardEvent && event.key === '/') document.querySelector('input')?.focus()
        })
  })
  await chat.field.focus()
  await chat.field.pressSequentially('k / ? done')
  expect(await chat.field.inputValue()).toBe('k / ? done')
  expect(await chat.page.locator('damso-chat').evaluate((host: HTMLElement) => host.isContentEditable)).toBe(true)
  await chat.field.press('Enter')
  await chat.message('k / ? done').waitFor()
  expect(await chat.page.evaluate(() => Reflect.get(window, 'heard'))).toEqual([])

  await chat.page.getByLabel('Search the shop').press('a')
  expect(await chat.page.evaluate(() => Reflect.get(window, 'heard'))).toContain('keydown')
  expect(await chat.page.locator('damso-chat').evaluate((host: HTMLElement) => host.isContentEditable)).toBe(false)
})

test("a page's rules change neither place nor look of launcher, list and room", async () => {
  const rules = await readFile(new URL('../../../demo/public/hostile.css', import.meta.url), 'utf8')
  const plain = await world.visit('junho')
  const hostile = await world.visit('junho', { head: `<style>${rules}</style>` })
  const both = async (act: (chat: Chat) => Promise<unknown>) => {
    for (const chat of [plain, hostile]) {
      await act(chat)
      await chat.still()
    }
    expect(await looks(hostile)).toEqual(await looks(plain))
  }
  await both((chat) => chat.launcher.waitFor())
  await both(async (chat) => {
    await chat.open()
    await chat.row('Book club').waitFor()
  })
  await both(async (chat) => {
    await chat.row('Saturday hike').click()
    await chat.arrive('Saturday hike')
    await chat.message('It is').waitFor()
  })
})

test("the panel takes the page's color-scheme, also one that comes after the script", async () => {
  const chat = await world.visit('minji', { context: { colorScheme: 'light' } })
  await chat.launcher.waitFor()
  await chat.page.addStyleTag({ content: ':root { color-scheme: dark }' })
  await chat.open()
  await chat.row('Book club').waitFor()
  const text = chat.panel.locator('damso-room-list').evaluate((list) => getComputedStyle(list).color)
  expect(await text).toBe('rgb(236, 237, 236)')
})

/** Place, ground and type of everything that is visible in the widget. */
const looks = (chat: Chat) =>
  chat.page.locator('damso-chat').evaluate((host) => {
    const within = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        element,
        ...(element.shadowRoot ? within(element.shadowRoot) : []),
      ])
    return within(host.shadowRoot as ShadowRoot)
      .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height > 0)
      .map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect()
        const { color, backgroundColor, fontFamily, fontSize, lineHeight, letterSpacing, textTransform, textAlign } =
          getComputedStyle(element)
        const type = [fontFamily, fontSize, lineHeight, letterSpacing, textTransform, textAlign]
        return [element.localName, [x, y, width, height].map(Math.round), color, backgroundColor, ...type].join(' | ')
      })
  })
