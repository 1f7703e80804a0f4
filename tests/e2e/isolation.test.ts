import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { PATIENCE } from './browser.ts'
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

test('shortcuts on the page still work beside the widget, and keys that it uses itself do not reach them', async () => {
  const chat = await world.visit('minji')
  // What isolates keys comes with the panel.
  await chat.open()
  await chat.row('Saturday hike').waitFor()
  await chat.launcher.click()
  await chat.page.evaluate(() => {
    const heard: string[] = []
    Reflect.set(window, 'heard', heard)
    document.addEventListener('keydown', ({ key }) => heard.push(key))
  })
  const heard = () => chat.page.evaluate(() => (Reflect.get(window, 'heard') as string[]).splice(0))
  await chat.launcher.focus()
  for (const key of ['j', '/', '?', 'Enter']) await chat.page.keyboard.press(key)
  await chat.row('Saturday hike').waitFor()
  expect(await heard()).toEqual(['j', '/', '?'])
  await chat.row('Saturday hike').press('Space')
  await chat.arrive('Saturday hike')
  await chat.message('It is').focus()
  for (const key of ['ArrowUp', 'k', 'ArrowDown', 'Enter']) await chat.page.keyboard.press(key)
  await chat.page.keyboard.press('Escape')
  await chat.launcher.and(chat.page.locator('[aria-expanded=false]')).waitFor()
  await chat.page.keyboard.press('j')
  expect(await heard()).toEqual(['k', 'j'])
})

/** How pages keep the focus in their own modal layers. */
const traps: Record<string, string> = {
  'a trap that listens while the document captures': `document.addEventListener('focusin', pull, true)`,
  'a trap that listens at the document': `document.addEventListener('focusin', pull)`,
  'a trap that listens at the window': `window.addEventListener('focusin', pull); window.addEventListener('focusin', pull, true)`,
}

test.each(Object.keys(traps))(
  'a layer of the page with an inert background does not take the focus from what is written: %s',
  async (name) => {
    const body = `<div id="layer" role="dialog"><input aria-label="Name"></div>`
    const chat = await world.visit('minji', { body })
    await chat.enter('Saturday hike')
    await chat.page.evaluate((listen) => {
      const layer = document.querySelector('#layer') as HTMLElement
      for (const other of document.body.children) if (other !== layer) other.toggleAttribute('inert', true)
      const pull = ({ target }: FocusEvent) => {
        if (!layer.contains(target as Node)) layer.querySelector('input')?.focus()
      }
      // The page's own script, as it stands in a table above.
      new Function('pull', listen)(pull)
      layer.querySelector('input')?.focus()
    }, traps[name] ?? '')
    await chat.field.click()
    await chat.field.pressSequentially(`not taken by ${name}`)
    expect(await chat.field.inputValue()).toBe(`not taken by ${name}`)
    await chat.field.press('Enter')
    await chat.message(`not taken by ${name}`).waitFor()
  },
)

test('a page that takes the wheel for itself scrolls neither our list nor keeps it from scrolling', async () => {
  const chat = await world.visit('minji', { body: '<div style="height: 3000px"></div>' })
  await chat.enter('Saturday hike')
  for (let at = 0; at < 24; at += 1) await chat.say(`line ${at}`)
  await chat.page.evaluate(() => {
    addEventListener('wheel', (event) => event.preventDefault(), { passive: false })
  })
  const scroller = chat.log
  const top = await scroller.evaluate(({ scrollTop }) => scrollTop)
  await scroller.hover()
  await chat.page.mouse.wheel(0, -200)
  await expect.poll(() => scroller.evaluate(({ scrollTop }) => scrollTop), { timeout: PATIENCE }).toBeLessThan(top)
  await chat.settled()
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
