import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { PATIENCE } from './browser.ts'
import type { Chat } from './chat.ts'
import { World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await World.start({ minji: 'Minji', junho: 'Junho' })
  await world.room('hiking', { title: 'Saturday hike', members: ['minji', 'junho'] })
  await world.room('books', { title: 'Book club', members: ['minji', 'junho'] })
})
afterEach(() => world.leave())
afterAll(() => world.end())

/** A dialog that its own style would move and clip everything in, and that hears keys and clicks. */
const body = `<style>dialog { width: 300px; height: 200px; overflow: hidden; transform: translateX(20px); filter: sepia(0.1) }</style>
  <dialog id="order" aria-label="Order 42">
    <p>Order 42</p>
    <button data-damso-open>Ask about it</button>
    <button data-damso-room="books" data-damso-draft="Is it in print?">Ask the club</button>
    <form method="dialog"><button>Done</button></form>
  </dialog>`

const showModal = (page: Page) =>
  page.evaluate(() => (document.querySelector('#order') as HTMLDialogElement).showModal())
const place = (page: Page) => page.evaluate(() => document.querySelector('damso-chat')?.parentElement?.localName)
const inDialog = (chat: Chat, name: string) =>
  chat.page.getByRole('dialog', { name: 'Order 42' }).getByRole('button', { name })

/** Every click lands where it shows: nothing lies above it, clips it, or makes it inert. */
async function usable(chat: Chat): Promise<void> {
  const place = { x: 1024 - 20 - 384 + 1, y: 768 - 84 - 640 + 1, width: 382, height: 638 }
  // It moves into its place when it opens.
  await expect.poll(() => chat.panel.boundingBox(), { timeout: PATIENCE }).toMatchObject(place)
}

test("a button in the page's modal dialog opens the popup in there; it goes back to the page with the dialog", async () => {
  const chat = await world.visit('minji', { body })
  const { page } = chat
  const sockets: string[] = []
  page.on('websocket', (socket) => sockets.push(socket.url()))
  await chat.enter('Saturday hike')
  await chat.write('half a sentence')
  await chat.launcher.click()
  expect(await place(page)).toBe('html')

  await showModal(page)
  await inDialog(chat, 'Ask about it').click()
  await chat.arrive('Saturday hike')
  expect(await place(page)).toBe('dialog')
  await usable(chat)
  expect(await chat.field.inputValue()).toBe('half a sentence')
  await chat.field.pressSequentially(', then the rest')
  await chat.field.press('Enter')
  await chat.message('half a sentence, then the rest').waitFor()

  // Escape closes what is innermost: a menu, the panel, and only then the dialog.
  await chat.button('Room menu').click()
  await page.keyboard.press('Escape')
  await chat.menuItem('Room details').waitFor({ state: 'detached' })
  await chat.field.click()
  await page.keyboard.press('Escape')
  await chat.panel.waitFor({ state: 'hidden' })
  expect(await page.locator('#order').evaluate((dialog: HTMLDialogElement) => dialog.open)).toBe(true)
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Ask about it')

  await inDialog(chat, 'Ask the club').click()
  await chat.arrive('Book club')
  await expect.poll(() => chat.field.inputValue(), { timeout: PATIENCE }).toBe('Is it in print?')
  await usable(chat)
  await inDialog(chat, 'Done').click()
  await expect.poll(() => place(page)).toBe('html')
  await chat.arrive('Book club')
  await usable(chat)
  await chat.field.press('Enter')
  await chat.message('Is it in print?').waitFor()
  expect(sockets).toHaveLength(1)
})

test('an element that the page moves into its dialog and out again keeps room, text, place and session', async () => {
  const chat = await world.visit('minji', { body })
  const { page } = chat
  await chat.enter('Saturday hike')
  for (let at = 0; at < 30; at += 1) await chat.say(`line ${at}`)
  await chat.settled()
  await chat.write('half a sentence')
  await chat.log.evaluate((log) => log.scrollTo(0, log.scrollHeight - log.clientHeight - 300))
  const bottom = () => chat.log.evaluate((log) => log.scrollHeight - log.clientHeight - log.scrollTop)
  await expect.poll(bottom).toBe(300)
  world.host.tokenRequests.length = 0

  await showModal(page)
  await page.evaluate(() => document.querySelector('#order')?.append(document.querySelector('damso-chat') as Element))
  await usable(chat)
  expect(await chat.field.inputValue()).toBe('half a sentence')
  await expect.poll(bottom, { timeout: PATIENCE }).toBe(300)
  await chat.field.click()
  await chat.field.press('End')
  await chat.field.pressSequentially(' goes on')
  await page.evaluate(() => document.documentElement.append(document.querySelector('damso-chat') as Element))
  await page.evaluate(() => (document.querySelector('#order') as HTMLDialogElement).close())
  await usable(chat)
  await expect.poll(bottom, { timeout: PATIENCE }).toBe(300)
  await chat.field.press('Enter')
  await chat.message('half a sentence goes on').waitFor()
  expect(world.host.tokenRequests).toEqual([])
})

test('a dialog that is taken out of the page leaves the popup there', async () => {
  const chat = await world.visit('minji', { body })
  const { page } = chat
  await chat.launcher.waitFor()
  await showModal(page)
  await inDialog(chat, 'Ask the club').click()
  await chat.arrive('Book club')
  await chat.write('still here')
  await page.evaluate(() => document.querySelector('#order')?.remove())
  await expect.poll(() => place(page)).toBe('html')
  await usable(chat)
  expect(await chat.field.inputValue()).toContain('still here')
  await chat.launcher.click()
  await chat.panel.waitFor({ state: 'hidden' })
})
