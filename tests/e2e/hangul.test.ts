import type { CDPSession } from 'playwright'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Chat } from './chat.ts'
import { World } from './world.ts'

let world: World
let chat: Chat
let keyboard: CDPSession
let room: string

beforeAll(async () => {
  world = await World.start({ minji: '민지', junho: '준호' })
  room = await world.room('hiking', { title: '주말 산행', members: ['minji', 'junho'] })
  chat = await world.visit('minji', { lang: 'ko' })
  await chat.open()
  await chat.arrive('주말 산행')
  keyboard = await chat.page.context().newCDPSession(chat.page)
})
beforeEach(async () => {
  await chat.field.fill('')
  await chat.field.focus()
})
afterAll(() => world.end())

/** Composes as an input method does: syllables grow jamo by jamo, and a finished one is committed before the next begins. */
async function compose(...syllables: readonly string[][]): Promise<void> {
  for (const [at, steps] of syllables.entries()) {
    for (const text of steps) {
      await key('rawKeyDown', HANDLED_BY_INPUT_METHOD)
      await keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
      await key('keyUp', HANDLED_BY_INPUT_METHOD)
    }
    if (at < syllables.length - 1) await commit(steps.at(-1) ?? '')
  }
}

const commit = (text: string) => keyboard.send('Input.insertText', { text })

const HANDLED_BY_INPUT_METHOD = { key: 'Process', code: 'KeyD', windowsVirtualKeyCode: 229 }
const ENTER_WHILE_COMPOSING = { key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229 }
const ENTER = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' }

const key = (type: 'keyDown' | 'rawKeyDown' | 'keyUp', of: object) =>
  keyboard.send('Input.dispatchKeyEvent', { type, ...of })

const annyeong = [
  ['ㅇ', '아', '안'],
  ['ㄴ', '녀', '녕'],
]

/** How systems report the one Enter that ends a syllable. */
const orders: Record<string, () => Promise<unknown>> = {
  'the commit, then nothing more': async () => {
    await key('rawKeyDown', ENTER_WHILE_COMPOSING)
    await commit('녕')
    await key('keyUp', ENTER)
  },
  'the commit, then a second keydown': async () => {
    await key('rawKeyDown', ENTER_WHILE_COMPOSING)
    await commit('녕')
    await key('keyDown', ENTER)
    await key('keyUp', ENTER)
  },
  'the commit, then a keydown that repeats': async () => {
    await key('rawKeyDown', ENTER_WHILE_COMPOSING)
    await commit('녕')
    await key('keyDown', ENTER)
    await key('keyDown', { ...ENTER, autoRepeat: true })
    await key('keyUp', ENTER)
  },
  'the commit before the key': async () => {
    await commit('녕')
    await key('rawKeyDown', ENTER_WHILE_COMPOSING)
    await key('keyUp', ENTER)
  },
  'no input method any more': async () => {
    await commit('녕')
    await key('keyDown', ENTER)
    await key('keyUp', ENTER)
  },
}

test.each(Object.keys(orders))('one Enter, one whole message: %s', async (name) => {
  const before = await chat.texts()
  await compose(...annyeong)
  expect(await chat.field.inputValue()).toBe('안녕')
  await orders[name]?.()
  await chat.shows([...before, '안녕'])
  expect(await chat.field.inputValue()).toBe('')
  await chat.settled()
  await chat.say('끝')
  await chat.shows([...before, '안녕', '끝'])
  await chat.settled()
  const told = await world.told(room, 'junho')
  expect(told.map(({ text }) => text)).toEqual([...before, '안녕', '끝'])
})

test('an Enter that chooses a candidate of another script sends nothing', async () => {
  const before = await chat.texts()
  await compose(['に', 'にほん'])
  await key('rawKeyDown', ENTER_WHILE_COMPOSING)
  await commit('日本')
  await key('keyUp', ENTER)
  expect(await chat.field.inputValue()).toBe('日本')
  await key('keyDown', ENTER)
  await key('keyUp', ENTER)
  await chat.shows([...before, '日本'])
})

test('the send button sends what is being composed, whole', async () => {
  const before = await chat.texts()
  await compose(...annyeong)
  await chat.button('보내기').click()
  await chat.shows([...before, '안녕'])
  expect(await chat.field.inputValue()).toBe('')
  await chat.say('끝')
  await chat.shows([...before, '안녕', '끝'])
})
