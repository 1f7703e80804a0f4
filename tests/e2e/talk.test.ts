import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { PATIENCE } from './browser.ts'
import { World } from './world.ts'

let world: World
let hiking: string

beforeAll(async () => {
  world = await World.start({ minji: 'Minji', junho: 'Junho', haeun: 'Haeun', sora: 'Sora' })
  hiking = await world.room('hiking', { title: 'Saturday hike', members: ['minji', 'junho', 'haeun'] })
  await world.room('books', { title: 'Book club', members: ['minji', 'junho'] })
})
afterEach(() => world.leave())
afterAll(() => world.end())

test('two members talk: each sees every message once, in one order', async () => {
  const [minji, junho] = await Promise.all([world.visit('minji'), world.visit('junho')])
  await Promise.all([minji.enter('Saturday hike'), junho.enter('Saturday hike')])
  const said = Array.from({ length: 10 }, (_, at) => [`from Minji ${at}`, `from Junho ${at}`]).flat()
  await Promise.all([
    ...[minji, junho].map(async (chat, who) => {
      for (const text of said.filter((_, at) => at % 2 === who)) await chat.say(text)
    }),
  ])
  await expect.poll(() => minji.texts().then(({ length }) => length), { timeout: PATIENCE }).toBe(said.length)
  await Promise.all([minji.settled(), junho.settled()])

  const order = (await world.told(hiking, 'haeun')).map(({ text }) => text)
  expect([...order].sort()).toEqual([...said].sort())
  await minji.shows(order as string[])
  await junho.shows(order as string[])
})

test('a member who writes is seen writing, and no more once it is sent', async () => {
  const [minji, junho] = await Promise.all([world.visit('minji'), world.visit('junho')])
  await Promise.all([minji.enter('Book club'), junho.enter('Book club')])
  // A signal may be lost, as one is that Junho does not listen for yet; the next key after 3 s says it again.
  await expect
    .poll(
      async () => {
        await minji.field.pressSequentially('.')
        return junho.header.textContent()
      },
      { timeout: PATIENCE },
    )
    .toContain('Minji typing')
  await minji.say('I have read it')
  await junho.message('I have read it').waitFor()
  await junho.header.getByText('2 members').waitFor()
})

test('unread counts on launcher and list, exactly, and clears where it is read', async () => {
  const water = await world.room('water', { title: 'Water', members: ['sora', 'haeun'] })
  await world.room('stars', { title: 'Stars', members: ['sora', 'haeun'] })
  await world.say(water, 'haeun', 'Who brings water?')
  const sora = await world.visit('sora')
  await sora.badge.getByText('1', { exact: true }).waitFor()
  await sora.open()
  await sora.row('Stars').click()
  await sora.button('Back to chats').click()
  await sora.row('Water').getByLabel('1 unread message').waitFor()

  await world.say(water, 'haeun', 'And bread?')
  await sora.row('Water').getByLabel('2 unread messages').waitFor()
  await sora.row('Water').click()
  await sora.message('And bread?').waitFor()
  await sora.button('Back to chats').click()
  await sora.row('Water').waitFor()
  await sora
    .row('Water')
    .getByLabel(/unread/)
    .waitFor({ state: 'detached' })
  await sora.launcher.click()
  await expect.poll(() => sora.badge.textContent(), { timeout: PATIENCE }).toBe('')

  await world.say(water, 'haeun', 'Bread it is')
  await sora.badge.getByText('1', { exact: true }).waitFor()
})
