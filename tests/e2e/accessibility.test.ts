import axe, { type AxeResults } from 'axe-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PATIENCE } from './browser.ts'
import type { Chat } from './chat.ts'
import { World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await World.start({ minji: 'Minji', junho: 'Junho', haeun: 'Haeun', sora: 'Sora', yuna: 'Yuna' })
  const hiking = await world.room('hiking', {
    title: 'Saturday hike',
    members: Object.keys(world.names),
    operators: ['minji', 'haeun', 'yuna'],
  })
  for (const reader of ['minji', 'haeun', 'yuna'])
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
  emoji: async (chat) => {
    await chat.page.keyboard.press('Escape')
    await chat.message('Is the path').getByRole('button', { name: 'React', exact: true }).click()
    await chat.menuItem('More emoji').click()
    await chat.menuItem('💐').waitFor()
  },
  'answer and mention': async (chat) => {
    await chat.page.keyboard.press('Escape')
    await chat.message('It was, on').hover()
    await chat.message('It was, on').getByRole('button', { name: 'Reply' }).click()
    await chat.field.pressSequentially('@So')
    await chat.panel.getByRole('option', { name: 'Sora' }).waitFor()
  },
  'room menu': async (chat) => {
    await chat.write('')
    await chat.button('Cancel').click()
    await chat.button('Room menu').click()
    await chat.menuItem('Leave').waitFor()
  },
  'a day': async (chat) => {
    await chat.menuItem('Go to a date').click()
    await chat.panel.getByRole('dialog', { name: 'Go to a date' }).waitFor()
  },
  details: async (chat) => {
    await chat.page.keyboard.press('Escape')
    await chat.header.getByRole('button', { name: 'Saturday hike' }).click()
    await chat.panel.getByRole('listitem').filter({ hasText: 'Sora' }).waitFor()
    await chat.button('Actions for Sora').click()
    await chat.menuItem('Direct message').waitFor()
  },
  settings: async (chat) => {
    await chat.page.keyboard.press('Escape')
    await chat.button('Room settings').click()
    await chat.panel.getByLabel('Room name').waitFor()
  },
  invitation: async (chat) => {
    await chat.page.keyboard.press('Escape')
    await chat.button('Invite members').click()
    await chat.panel.getByRole('checkbox', { name: 'Sora' }).waitFor()
  },
  search: async (chat) => {
    await chat.page.keyboard.press('Escape')
    await chat.page.keyboard.press('Escape')
    await chat.button('Back to chats').click()
    await chat.button('Search').click()
    await chat.panel.getByRole('textbox', { name: 'Search chats' }).fill('nothing of the kind')
    await chat.panel.getByText('Nothing found').waitFor()
    await chat.page.keyboard.press('Escape')
  },
  'new room': async (chat) => {
    await chat.button('New chat').click()
    await chat.button('Create a room').click()
    await chat.panel.getByLabel('Room name').waitFor()
  },
  'empty room': async (chat) => {
    await chat.page.keyboard.press('Escape')
    await chat.page.keyboard.press('Escape')
    await chat.page.evaluate(() => Reflect.get(window, 'damso').open())
    await chat.row('Saturday hike').or(chat.button('Cancel')).first().waitFor()
    if (await chat.button('Cancel').isVisible()) await chat.button('Cancel').click()
    await chat.row('Saturday hike').click()
    await chat.button('Back to chats').click()
    await chat.row('Quiet room').click()
    await chat.panel.getByText('No messages yet').waitFor()
  },
  'unsent and disconnected': async (chat) => {
    await world.server.kill()
    await chat.say('not yet')
    await chat.message('not yet').getByRole('img', { name: 'Sending' }).waitFor()
    await chat.panel.getByText('Connection lost').waitFor()
  },
  'forbidden room': async (chat) => {
    await world.server.start()
    await chat.message('not yet').getByRole('img', { name: 'Sending' }).waitFor({ state: 'detached' })
    await chat.page.evaluate(() => Reflect.get(window, 'damso').openRoom({ key: 'closed' }))
    await chat.panel.getByText('Only invited members can see this').waitFor()
  },
}

describe.each([
  ['light', 'minji', 'none'],
  ['dark', 'haeun', 'none'],
  ['forced colours', 'yuna', 'active'],
] as const)('axe finds nothing, %s', (theme, reader, forcedColors) => {
  let chat: Chat

  beforeAll(async () => {
    chat = await world.visit(reader, { data: { theme }, context: { forcedColors } })
    await chat.page.evaluate(axe.source)
  })

  test.each(Object.keys(states))('%s', async (name) => {
    await states[name]?.(chat)
    await chat.still()
    expect(await faults(chat)).toEqual([])
  })
})

/** Every change of a live region, as a screen reader is told of it. */
const listen = (chat: Chat) =>
  chat.page.evaluate(() => {
    const said: { at: number; text: string }[] = []
    Reflect.set(window, 'said', said)
    const rootsOf = (root: Document | ShadowRoot): (Document | ShadowRoot)[] => [
      root,
      ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? rootsOf(shadowRoot) : [])),
    ]
    for (const root of rootsOf(document))
      new MutationObserver((changes) => {
        for (const { target } of changes) {
          const element = target instanceof Element ? target : target.parentElement
          const region = element?.closest('[aria-live], [role=status], [role=alert], [role=log]')
          const text = region?.textContent?.trim() ?? ''
          if (region && region.getAttribute('aria-live') !== 'off' && text !== '' && said.at(-1)?.text !== text)
            said.push({ at: performance.now(), text })
        }
      }).observe(root, { subtree: true, childList: true, characterData: true })
  })
const said = (chat: Chat) => chat.page.evaluate(() => Reflect.get(window, 'said') as { at: number; text: string }[])

test('the accessibility tree: the log is silent itself, history says nothing, a burst is told in one sentence in five seconds', async () => {
  const room = await world.room('talk', { title: 'Talk', members: ['minji', 'junho', 'sora'] })
  await world.site.backend(
    'mutation ($room: ID!, $messages: [ImportMessage!]!) { importMessages(roomId: $room, messages: $messages) { __typename } }',
    {
      room,
      messages: Array.from({ length: 300 }, (_, at) => ({
        nonce: `history-of-talk-${at}`,
        as: 'junho',
        text: `old ${at}`,
        sentAt: new Date(Date.now() - (400 - at) * 60_000).toISOString(),
      })),
    },
  )
  await world.leave()
  const chat = await world.visit('minji')
  await chat.open()
  await chat.page.evaluate(() => Reflect.get(window, 'damso').openRoom({ key: 'talk' }))
  await chat.arrive('Talk')
  await chat.message('old 299').waitFor()
  const tree = await (await chat.page.context().newCDPSession(chat.page)).send('Accessibility.getFullAXTree')
  const log = tree.nodes.find(({ role }) => role?.value === 'log')
  expect(log?.name?.value).toBe('Messages in Talk')
  expect(log?.properties?.find(({ name }) => name === 'live')?.value.value ?? 'off').toBe('off')

  await listen(chat)
  const first = () => chat.texts().then(([text]) => text)
  const before = await first()
  for (let pages = 0; pages < 3; pages += 1) {
    const top = await first()
    await chat.log.evaluate((log) => log.scrollTo(0, 0))
    await expect.poll(first, { timeout: PATIENCE }).not.toBe(top)
  }
  expect(await first()).not.toBe(before)
  expect(await said(chat)).toEqual([])

  await chat.log.press('End')
  await chat.message('old 299').waitFor()
  await chat.say('my own words')
  await chat.settled()
  for (let at = 0; at < 12; at += 1) await world.say(room, at % 2 ? 'junho' : 'sora', `news ${at}`)
  await chat.message('news 11').waitFor()
  const told = async () => (await said(chat)).map(({ text }) => text)
  const sum = async () =>
    (await told()).reduce(
      (total, text) => total + (/^(\d+) new messages$/.test(text) ? Number.parseInt(text, 10) : 1),
      0,
    )
  await expect.poll(sum, { timeout: PATIENCE }).toBe(12)
  expect((await told()).join()).not.toContain('my own words')
  const times = (await said(chat)).map(({ at }) => at)
  for (const [at, time] of times.slice(1).entries()) expect(time - (times[at] ?? 0)).toBeGreaterThanOrEqual(5_000)
})
