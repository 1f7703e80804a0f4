import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { PATIENCE } from './browser.ts'
import type { Chat } from './chat.ts'
import { World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await World.start({ minji: 'Minji', junho: 'Junho', haeun: 'Haeun' })
  const hiking = await world.room('hiking', {
    title: 'Saturday hike',
    members: ['minji', 'junho', 'haeun'],
    operators: ['minji'],
  })
  await world.room('books', { title: 'Book club', members: ['minji', 'junho'] })
  for (let at = 0; at < 12; at += 1)
    await world.say(hiking, at % 3 === 0 ? 'minji' : 'junho', `line ${at}, and where do we meet?`)
})
afterEach(() => world.leave())
afterAll(() => world.end())

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }

/** Everything that the page's history was asked for. */
const watchHistory = `<script>
  window.historyCalls = []
  for (const name of ['pushState', 'replaceState', 'back', 'forward', 'go']) {
    const real = History.prototype[name]
    History.prototype[name] = function (...given) { window.historyCalls.push(name); return real.apply(this, given) }
  }
</script>`

/** A keyboard as the browser tells of it: Chromium without a screen has none, and its \`visualViewport\` never shrinks. */
const keyboard = `<script>
  const view = Object.assign(new EventTarget(), { scale: 1, offsetTop: 0, offsetLeft: 0, get width() { return innerWidth } })
  let covered = 0
  Object.defineProperty(view, 'height', { get: () => innerHeight / view.scale - covered })
  Object.defineProperty(window, 'visualViewport', { value: view })
  window.view = (given) => { covered = given.covered ?? 0; Object.assign(view, given); view.dispatchEvent(new Event('resize')); view.dispatchEvent(new Event('scroll')) }
</script>`
const view = (page: Page, given: { covered?: number; scale?: number; offsetTop?: number }) =>
  page.evaluate((given) => Reflect.get(window, 'view')(given), given)

const rect = async (chat: Chat) => {
  const box = await chat.page.locator('damso-chat [part=box]').boundingBox()
  return box && [box.x, box.y, box.width, box.height]
}

test('on a phone the panel is modal, fills what the keyboard leaves, and keeps the keyboard open while sending', async () => {
  const chat = await world.visit('minji', { head: keyboard, context: phone })
  await chat.launcher.tap()
  await chat.row('Saturday hike').tap()
  await chat.arrive('Saturday hike')
  await chat.message('line 11').waitFor()
  await chat.still()
  expect(await rect(chat)).toEqual([0, 0, 390, 844])
  expect(await chat.page.getByRole('dialog').getAttribute('aria-modal')).toBe('true')
  expect(await chat.launcher.isVisible()).toBe(false)
  // A finger opens the keyboard when it wants to, not the panel.
  expect(await focused(chat.page)).not.toBe('textarea')

  await chat.field.tap()
  await view(chat.page, { covered: 336 })
  expect(await rect(chat)).toEqual([0, 0, 390, 508])
  for (const part of [chat.header, chat.field, chat.message('line 11')])
    expect(await within(chat, part), await part.textContent().then(String)).toBe(true)
  // iOS moves the view down instead of the page up.
  await view(chat.page, { covered: 336, offsetTop: 120 })
  expect(await rect(chat)).toEqual([0, 120, 390, 508])
  await chat.field.fill('at the gate')
  await chat.button('Send').tap()
  await chat.message('at the gate').waitFor()
  expect(await focused(chat.page)).toBe('textarea')
  await chat.field.press('Enter')
  expect(await chat.field.inputValue()).toBe('\n')
  await view(chat.page, { covered: 0, offsetTop: 0 })
  expect(await rect(chat)).toEqual([0, 0, 390, 844])
  // Magnified with two fingers it stays as large as the screen is.
  await view(chat.page, { scale: 2, offsetTop: 200 })
  expect(await rect(chat)).toEqual([0, 0, 390, 844])
})

test('in the left corner it fills the screen too', async () => {
  const chat = await world.visit('minji', { context: phone, data: { position: 'left' } })
  await chat.open()
  await chat.row('Saturday hike').waitFor()
  await chat.still()
  expect(await rect(chat)).toEqual([0, 0, 390, 844])
})

test('what is touched is 44 px, or 24 where look.md says so', async () => {
  const chat = await world.visit('minji', { context: phone })
  await chat.open()
  await chat.row('Saturday hike').waitFor()
  expect(await small(chat)).toEqual([])
  await chat.row('Saturday hike').tap()
  await chat.arrive('Saturday hike')
  await chat.message('line 11').waitFor()
  expect(await small(chat)).toEqual([])
  await chat.button('Room menu').tap()
  await chat.menuItem('Room details').waitFor()
  expect(await small(chat)).toEqual([])
  await chat.menuItem('Room details').tap()
  await chat.panel.getByRole('listitem').filter({ hasText: 'Haeun' }).waitFor()
  expect(await small(chat)).toEqual([])
})

/**
 * Chromium asks a CloseWatcher for Android's Back and for Escape alike. Escape with the focus in the page around is the one of both
 * that can be pressed here.
 */
test("Back closes one layer after the other by CloseWatcher, and the page's history is never touched", async () => {
  const chat = await world.visit('minji', { head: watchHistory, context: phone })
  const { page } = chat
  const address = page.url()
  const entries = await page.evaluate(() => history.length)
  const back = async () => {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await page.keyboard.press('Escape')
  }
  await chat.launcher.tap()
  await chat.row('Saturday hike').tap()
  await chat.arrive('Saturday hike')
  await chat.header.getByRole('button', { name: 'Saturday hike' }).tap()
  await chat.panel.getByRole('heading', { name: 'Room details' }).waitFor()
  await back()
  await chat.panel.getByRole('heading', { name: 'Room details' }).waitFor({ state: 'hidden' })
  await chat.field.waitFor()
  await back()
  await chat.panel.waitFor({ state: 'hidden' })
  await chat.launcher.tap()
  await chat.arrive('Saturday hike')
  await back()
  await chat.panel.waitFor({ state: 'hidden' })
  expect(await page.evaluate(() => [history.length, Reflect.get(window, 'historyCalls')])).toEqual([entries, []])

  // Where Back is a step in history, it stays one, with the panel open too.
  await page.goto(world.page('minji'))
  await chat.open()
  await page.goBack()
  expect(page.url()).toBe(address)
})

const focused = (page: Page) =>
  page.evaluate(() => {
    let focused = document.activeElement
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
    return focused?.localName
  })

/** Whether all of it can be seen, in what the keyboard leaves. */
async function within(chat: Chat, part: Chat['header']): Promise<boolean> {
  const [box, [x = 0, y = 0, width = 0, height = 0]] = [await part.boundingBox(), (await rect(chat)) ?? []]
  return (
    box !== null && box.x >= x && box.y >= y && box.x + box.width <= x + width && box.y + box.height <= y + height + 1
  )
}

/** What a finger may miss: interactive, in sight, and smaller than it has to be, with what reaches over its edges. */
const small = (chat: Chat) =>
  chat.panel.evaluate((panel) => {
    const inside = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        element,
        ...(element.shadowRoot ? inside(element.shadowRoot) : []),
      ])
    return inside(panel.shadowRoot as ShadowRoot)
      .filter((element) => element.matches('button, a[href], input, textarea, select, label'))
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('[inert]'))
      .flatMap((element) => {
        // Inside a label all of the label is touched.
        if (element.closest('label') && !element.matches('label')) return []
        const { left, top, width, height } = element.getBoundingClientRect()
        const {
          content,
          inset,
          position,
          top: above,
          bottom: below,
          left: before,
          right: after,
        } = getComputedStyle(element, '::before')
        const over = content !== 'none' && position === 'absolute' && inset.includes('-')
        const [tall, wide] = over
          ? [
              height - Number.parseFloat(above) - Number.parseFloat(below),
              width - Number.parseFloat(before) - Number.parseFloat(after),
            ]
          : [height, width]
        const least = element.matches('.edited, .quote, .chip, .failed button, a, .details')
          ? 20
          : element.matches('textarea')
            ? 36
            : 44
        return left >= 0 && top >= 0 && (tall < least || wide < least)
          ? [
              `${element.localName}.${element.className} ${element.getAttribute('aria-label') ?? element.textContent?.trim()}: ${Math.round(wide)} × ${Math.round(tall)}`,
            ]
          : []
      })
  })

const zoomed = { viewport: { width: 320, height: 256 } }

test('at 400 % zoom (320 × 256) everything can be reached and read without scrolling in two directions', async () => {
  const chat = await world.visit('minji', { context: zoomed })
  const { page } = chat
  await chat.open()
  await chat.row('Saturday hike').waitFor()
  expect(await outside(chat)).toEqual([])
  await chat.row('Saturday hike').click()
  await chat.arrive('Saturday hike')
  await chat.message('line 11').waitFor()
  expect(await outside(chat)).toEqual([])

  // What is written at length leaves the room to be seen, and its own end to be read.
  await chat.write(Array.from({ length: 9 }, (_, at) => `line ${at}`).join('\n'))
  expect(await outside(chat)).toEqual([])
  expect((await chat.log.boundingBox())?.height).toBeGreaterThan(60)
  await chat.write('')

  await chat.message('line 10').hover()
  await chat.message('line 10').getByRole('button', { name: 'React' }).click()
  await chat.menuItem('🎉').waitFor()
  expect(await outside(chat)).toEqual([])
  await chat.menuItem('More emoji').click()
  await chat.menuItem('💐').waitFor()
  expect(await outside(chat)).toEqual([])
  await page.keyboard.press('Escape')
  await chat.message('line 9').hover()
  await chat.message('line 9').getByRole('button', { name: 'More' }).click()
  await chat.menuItem('Delete').waitFor()
  expect(await outside(chat)).toEqual([])
  await page.keyboard.press('Escape')

  await chat.button('Room menu').click()
  await chat.menuItem('Leave').waitFor()
  expect(await outside(chat)).toEqual([])
  await chat.menuItem('Go to a date').click()
  await chat.panel.getByRole('dialog', { name: 'Go to a date' }).waitFor()
  expect(await outside(chat)).toEqual([])
  await page.keyboard.press('Escape')
  await chat.header.getByRole('button', { name: 'Saturday hike' }).click()
  await chat.panel.getByRole('listitem').filter({ hasText: 'Haeun' }).waitFor()
  expect(await outside(chat)).toEqual([])
  await chat.button('Room settings').click()
  await chat.panel.getByLabel('Room name').waitFor()
  expect(await outside(chat)).toEqual([])
  await page.keyboard.press('Escape')
  await chat.button('Invite members').click()
  await chat.panel.getByRole('textbox', { name: 'Search by name' }).waitFor()
  expect(await outside(chat)).toEqual([])
})

/** What cannot be reached, one by one: each thing to press is brought into sight, and then has to be there whole. */
const outside = (chat: Chat) =>
  chat.panel.evaluate(async (panel) => {
    const all = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        element,
        ...(element.shadowRoot ? all(element.shadowRoot) : []),
      ])
    const found: string[] = []
    const elements = all(panel.shadowRoot as ShadowRoot).filter((element) =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
    )
    for (const element of elements) {
      const { overflowX } = getComputedStyle(element)
      if (
        ['auto', 'scroll'].includes(overflowX) &&
        element.scrollWidth > element.clientWidth + 1 &&
        !element.matches('pre')
      )
        found.push(`scrolls sideways: ${element.localName}.${element.className}`)
      if (!element.matches('button, a[href], input, textarea, select') || element.closest('[inert]')) continue
      const before = element.getBoundingClientRect()
      if (before.width === 0) continue
      element.scrollIntoView({ block: 'nearest' })
      const { left, right, top, bottom } = element.getBoundingClientRect()
      if (left < -4 || right > innerWidth + 4 || top < -1 || bottom > innerHeight + 1)
        found.push(
          `${element.localName}.${element.className} ${element.getAttribute('aria-label') ?? element.textContent?.trim()}: ${[left, right, top, bottom].map(Math.round)}`,
        )
    }
    const { scrollWidth } = document.documentElement
    if (scrollWidth > innerWidth) found.push(`the page is ${scrollWidth} wide`)
    return found
  })

test('a line that breaks in the middle of a word keeps within the panel', async () => {
  const chat = await world.visit('minji', { context: zoomed })
  await chat.enter('Book club')
  await chat.say('a'.repeat(300))
  await chat.message('aaaa').waitFor()
  expect(await outside(chat)).toEqual([])
  await chat.settled()
  await expect.poll(() => chat.log.evaluate((log) => log.scrollWidth - log.clientWidth), { timeout: PATIENCE }).toBe(0)
})
