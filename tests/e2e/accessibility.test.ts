import axe, { type AxeResults } from 'axe-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Chat } from './chat.ts'
import { World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await World.start({ minji: 'Minji', junho: 'Junho', haeun: 'Haeun', sora: 'Sora' })
  const hiking = await world.room('hiking', { title: 'Saturday hike', members: ['minji', 'junho', 'haeun', 'sora'] })
  for (const reader of ['minji', 'haeun'])
    await world.room(`quiet-${reader}`, { title: 'Quiet room', members: [reader, 'junho'] })
  await world.room('closed', { title: 'Closed room', members: ['junho'] })
  await world.say(hiking, 'junho', 'Is the path open? https://example.com/path')
  await world.say(hiking, 'sora', 'It was, on Tuesday')
})
afterAll(() => world.end())

/** Every rule of axe but those about the host page around the widget. */
async function faults(chat: Chat): Promise<string[]> {
  const { violations } = await chat.page.evaluate(
    () =>
      Reflect.get(window, 'axe').run('damso-chat', { rules: { region: { enabled: false } } }) as Promise<AxeResults>,
  )
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

const states: Record<string, (chat: Chat) => Promise<unknown>> = {
  closed: (chat) => chat.badge.getByText('2').waitFor(),
  list: async (chat) => {
    await chat.open()
    await chat.row('Saturday hike').waitFor()
  },
  room: async (chat) => {
    await chat.row('Saturday hike').click()
    await chat.message('Is the path').waitFor()
    await chat.react('Is the path', '👍')
    await chat
      .message('Is the path')
      .getByRole('button', { name: /^👍 \d reaction/ })
      .waitFor()
    await chat.message('Is the path').getByRole('button', { name: 'More' }).click()
    await chat.menuItem('Copy').waitFor()
  },
  'empty room': async (chat) => {
    await chat.page.keyboard.press('Escape')
    await chat.button('Back to chats').click()
    await chat.row('Quiet room').click()
    await chat.panel.getByText('No messages yet').waitFor()
  },
  'unsent and disconnected': async (chat) => {
    await chat.page.context().setOffline(true)
    await chat.say('not yet')
    await chat.message('not yet').getByRole('img', { name: 'Sending' }).waitFor()
    await chat.panel.getByText('Connection lost').waitFor()
  },
  'forbidden room': async (chat) => {
    await chat.page.context().setOffline(false)
    await chat.message('not yet').getByRole('img', { name: 'Sending' }).waitFor({ state: 'detached' })
    await chat.page.evaluate(() => Reflect.get(window, 'damso').openRoom({ key: 'closed' }))
    await chat.panel.getByText('Only invited members can see this').waitFor()
  },
}

describe.each([
  ['light', 'minji'],
  ['dark', 'haeun'],
])('axe finds nothing, %s', (theme, reader) => {
  let chat: Chat

  beforeAll(async () => {
    chat = await world.visit(reader, { data: { theme } })
    await chat.page.evaluate(axe.source)
  })

  test.each(Object.keys(states))('%s', async (name) => {
    await states[name]?.(chat)
    await chat.page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
    expect(await faults(chat)).toEqual([])
  })
})
