import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PATIENCE } from './browser.ts'
import type { Chat } from './chat.ts'
import { World } from './world.ts'

let world: World
let chat: Chat
let page: Page

beforeAll(async () => {
  world = await World.start({ minji: 'Minji', junho: 'Junho', haeun: 'Haeun' })
  const hiking = await world.room('hiking', {
    title: 'Saturday hike',
    members: ['minji', 'junho'],
    operators: ['minji'],
  })
  await world.room('books', { title: 'Book club', members: ['minji', 'junho'] })
  await world.say(hiking, 'junho', 'Is the path open?')
  chat = await world.visit('minji', {
    head: '<style>a:focus { outline: 2px solid }</style>',
    body: '<a id="before" href="#here">Before</a>',
  })
  page = chat.page
  await chat.launcher.waitFor()
})
afterAll(() => world.end())

interface Focus {
  name: string
  /** Somebody can see that it has the focus: an outline or a border of 2 px, in sight. */
  visible: boolean
}

const focus = (): Promise<Focus> =>
  page.evaluate(() => {
    let focused = document.activeElement
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
    if (!focused || focused === document.body) return { name: 'nothing', visible: false }
    const labels = 'labels' in focused ? [...((focused as HTMLInputElement).labels ?? [])] : []
    const words = (element: Element) => element.textContent?.replace(/\s+/g, ' ').trim() ?? ''
    const name =
      focused.getAttribute('aria-label') ?? (labels.length > 0 ? labels.map(words).join(' ') : words(focused))
    const ringed = (element: Element | null) => {
      if (!element) return false
      const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element)
      const outline = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
      return (
        (outline && outlineColor !== 'rgba(0, 0, 0, 0)') ||
        (/0px 0px 0px 2px inset/.test(boxShadow) && element.matches(':focus-within'))
      )
    }
    const { left, top, right, bottom, width, height } = focused.getBoundingClientRect()
    const inSight = width > 0 && height > 0 && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight
    return { name, visible: inSight && (ringed(focused) || ringed(focused.closest('.field, .choice'))) }
  })

const settled = (name: string | RegExp) =>
  expect
    .poll(focus, { timeout: PATIENCE })
    .toEqual({ name: typeof name === 'string' ? name : expect.stringMatching(name), visible: true })

/** Goes on with a key until this has the focus; every stop on the way can be seen. */
async function to(name: string | RegExp, key = 'Tab'): Promise<void> {
  const stops: Focus[] = []
  for (let steps = 0; steps < 40; steps += 1) {
    await page.keyboard.press(key)
    const now = await focus()
    stops.push(now)
    if (now.name !== 'nothing') expect(now).toEqual({ name: now.name, visible: true })
    if (typeof name === 'string' ? now.name === name : name.test(now.name)) return
  }
  throw new Error(`no way to ${name} by ${key}: ${stops.map((stop) => stop.name).join(' · ')}`)
}

const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}

test('by keyboard alone: from the launcher into the list and a room, and to write there', async () => {
  await page.locator('#before').focus()
  await to(/^Open chat, 1/)
  await press('Enter')
  await settled('Chats')
  await to(/^S?Saturday hike/)
  await press('Enter')
  await settled('Write a message')
  await page.keyboard.type('By keys')
  await press('Enter')
  await chat.message('By keys').waitFor()
  await chat.settled()
  await settled('Write a message')
})

const toMessage = async (name: RegExp) => {
  await to('Messages in Saturday hike', 'Shift+Tab')
  await to(name, 'ArrowUp')
  await press('Enter')
  await settled('React')
}

test('by keyboard alone: react, answer, edit and delete, and the focus stays with what was done', async () => {
  await toMessage(/^You, /)
  await press('Enter')
  await settled('👍')
  await press('ArrowRight')
  await settled('❤️')
  await press('Enter')
  await chat.message('By keys').getByRole('button', { name: '❤️ 1 reaction' }).waitFor()
  await settled('React')
  await press('Enter')
  await settled('👍')
  await press('Escape')
  await settled('React')

  await to('Reply')
  await press('Enter')
  await settled('Write a message')
  await page.keyboard.type('As an answer')
  await press('Enter')
  await chat
    .message('As an answer')
    .getByRole('button', { name: 'You By keys' })
    .or(chat.message('As an answer').locator('.quote'))
    .first()
    .waitFor()
  await chat.settled()

  await toMessage(/^You, /)
  await to('More')
  await press('Enter')
  await settled('Copy')
  await press('ArrowDown')
  await settled('Edit')
  await press('Enter')
  await settled('Edit message')
  await press('End')
  await page.keyboard.type(', as meant')
  await press('Enter')
  await chat.message('As an answer, as meant').getByText('Edited').waitFor()
  await settled('Write a message')

  await toMessage(/^You, /)
  await to('More')
  await press('Enter', 'ArrowUp')
  await settled('Delete')
  await press('Enter')
  await chat.message('Message deleted').waitFor()
  await settled(/^You, /)
})

test('by keyboard alone: details, invitation and settings, each back to where it was opened', async () => {
  await to('Saturday hike', 'Shift+Tab')
  await press('Enter')
  await settled('Room details')
  await to('Room settings')
  await press('Enter')
  await settled('Room settings')
  await to('Room name')
  await to('Back', 'Shift+Tab')
  await press('Enter')
  await settled('Room settings')
  await to('Invite members')
  await press('Enter')
  await settled('Invite members')
  await to('Search by name')
  await page.keyboard.type('hae')
  await chat.panel.getByRole('checkbox', { name: 'Junho' }).waitFor({ state: 'detached' })
  await to('Haeun')
  await press('Space')
  await to('Invite 1 person')
  await press('Enter')
  await settled('Invite members')
  await chat.panel.getByRole('listitem').filter({ hasText: 'Haeun' }).waitFor()
  await to('Actions for Haeun')
  await press('Enter')
  await settled('Direct message')
  await press('Escape')
  await settled('Actions for Haeun')
  await press('Escape')
  await settled('Saturday hike')
})

test('by keyboard alone: menu, back to the list, search, and out again', async () => {
  await to('Room menu')
  await press('Enter')
  await settled('Room details')
  await press('Escape')
  await settled('Room menu')
  await press('Enter')
  await settled('Room details')
  await to('Mute', 'ArrowDown')
  await press('Enter')
  await settled('Room menu')
  await to('Back to chats', 'Shift+Tab')
  await press('Enter')
  await settled(/^S?Saturday hike/)
  await to('Search', 'Shift+Tab')
  await press('Enter')
  await settled('Search chats')
  await press('Escape')
  await settled('Search')
  await to('New chat')
  await press('Enter')
  await settled('Search by name')
  await press('Escape')
  await settled('New chat')
  await press('Escape')
  await settled(/^Open chat/)
})
