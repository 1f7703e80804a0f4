import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { PATIENCE } from './browser.ts'
import { World } from './world.ts'

let world: World
let hiking: string

beforeAll(async () => {
  world = await World.start({ minji: 'Minji', junho: 'Junho', haeun: 'Haeun' })
  hiking = await world.room('hiking', { title: 'Saturday hike', members: ['minji', 'junho', 'haeun'] })
  await world.room('news', {
    title: 'News',
    members: ['minji', 'junho'],
    operators: ['minji'],
    announcements: true,
  })
})
afterEach(() => world.leave())
afterAll(() => world.end())

test('an own message is edited, then deleted, for everyone at once', async () => {
  const [minji, junho] = await Promise.all([world.visit('minji'), world.visit('junho')])
  await Promise.all([minji.enter('Saturday hike'), junho.enter('Saturday hike')])
  await minji.say('Meet at nine')
  await junho.message('Meet at nine').waitFor()
  await minji.choose('Meet at nine', 'Edit')
  await minji.panel.getByText('Edit message').waitFor()
  expect(await minji.field.inputValue()).toBe('Meet at nine')
  await minji.say('Meet at eight')
  for (const chat of [minji, junho]) await chat.message('Meet at eight').getByText('Edited').waitFor()
  expect(await minji.field.inputValue()).toBe('')
  expect(await junho.texts()).toEqual(['Meet at eight'])

  await junho.message('Meet at eight').hover()
  await junho.message('Meet at eight').getByRole('button', { name: 'More' }).click()
  await junho.menuItem('Copy').waitFor()
  expect(await junho.menuItem('Edit').or(junho.menuItem('Delete')).count()).toBe(0)

  await minji.choose('Meet at eight', 'Delete')
  for (const chat of [minji, junho]) await chat.shows(['Message deleted'])
  expect(await world.told(hiking, 'haeun')).toMatchObject([{ text: null }])
})

test('reactions and replies reach the other side', async () => {
  const [minji, junho] = await Promise.all([world.visit('minji'), world.visit('junho')])
  await Promise.all([minji.enter('Saturday hike'), junho.enter('Saturday hike')])
  await minji.say('The top is in snow')
  await junho.react('The top is in snow', '🎉')
  await minji.message('The top').getByRole('button', { name: '🎉 1 reaction' }).click()
  await junho.message('The top').getByRole('button', { name: '🎉 2 reactions' }).click()
  await minji.message('The top').getByRole('button', { name: '🎉 1 reaction' }).waitFor()

  await junho.message('The top').hover()
  await junho.message('The top').getByRole('button', { name: 'Reply' }).click()
  await junho.panel.getByText('Replying to Minji').waitFor()
  await junho.say('Crampons, then')
  await minji.message('Crampons, then').getByRole('button', { name: 'You The top is in snow' }).waitFor()
})

test('a refused message says so, is sent again or given up, and never looks stored', async () => {
  const pause = await world.room('pause', { title: 'Pause', members: ['minji', 'junho'] })
  const freeze = (frozen: boolean) =>
    world.site.backend(
      'mutation ($key: String!, $input: UpsertRoomInput!) { upsertRoom(key: $key, input: $input) { __typename } }',
      { key: 'pause', input: { frozen } },
    )
  const minji = await world.visit('minji')
  await minji.enter('Pause')
  await minji.page.context().setOffline(true)
  await minji.say('kept')
  await minji.say('given up')
  await freeze(true)
  await minji.page.context().setOffline(false)
  await minji.message('kept').getByText('Not sent').waitFor()
  await minji.message('given up').getByText('Not sent').waitFor()
  expect(await world.told(pause, 'junho')).toEqual([])

  await minji.message('given up').getByRole('button', { name: 'Delete' }).click()
  await minji.shows(['kept'])
  await freeze(false)
  await minji.message('kept').getByRole('button', { name: 'Send again' }).click()
  await minji.settled()
  await minji.message('kept').getByText('Not sent').waitFor({ state: 'detached' })
  expect(await world.told(pause, 'junho')).toMatchObject([{ text: 'kept' }])
})

test('in a direct room the writer sees when it is read', async () => {
  const room = await world.directRoom('minji', 'junho')
  await world.say(room, 'minji', 'Are you there?')
  const [minji, junho] = await Promise.all([world.visit('minji'), world.visit('junho')])
  await minji.enter('Junho')
  expect(await minji.message('Are you there?').getByText('Read').count()).toBe(0)
  await junho.enter('Minji')
  await minji.message('Are you there?').getByText('Read').waitFor()
})

test('announcements are read by members and written by operators', async () => {
  const [minji, junho] = await Promise.all([world.visit('minji'), world.visit('junho')])
  await Promise.all([minji.enter('News'), junho.enter('News')])
  await junho.panel.getByText('Only operators can post announcements').waitFor()
  expect(await junho.field.count()).toBe(0)
  await minji.say('The hut is closed in May')
  await junho.shows(['The hut is closed in May'])
})

test('who is removed loses the room at once, and cannot write there', async () => {
  const secret = await world.room('secret', { title: 'Secret', members: ['minji', 'junho'] })
  const [minji, junho] = await Promise.all([world.visit('minji'), world.visit('junho')])
  await Promise.all([minji.enter('Secret'), junho.enter('Secret')])
  await minji.say('Between us')
  await junho.shows(['Between us'])
  await junho.write('half a sent')

  await world.room('secret', { title: 'Secret', members: ['minji'] })
  await junho.panel.getByText('Only invited members can see this').waitFor()
  expect(await junho.field.count()).toBe(0)
  expect(await junho.log.count()).toBe(0)
  await expect.poll(() => junho.panel.getByText('Between us').count(), { timeout: PATIENCE }).toBe(0)
  await minji.say('He is gone')
  await minji.settled()

  const refused = await (await world.site.graphql('junho'))<{ sendMessage: object }>(
    'mutation ($room: ID!) { sendMessage(roomId: $room, nonce: "nonce-removed", text: "still here") { __typename } }',
    { room: secret },
  )
  expect(refused.sendMessage).toEqual({ __typename: 'Refusal' })
  await junho.button('Back to chats').last().click()
  await junho.row('Saturday hike').waitFor()
  await expect.poll(() => junho.row('Secret').count(), { timeout: PATIENCE }).toBe(0)
  expect((await world.told(secret, 'minji')).map(({ text }) => text)).toEqual(['Between us', 'He is gone'])
})

test('a message for a room that one was removed from meanwhile fails, visibly', async () => {
  const former = await world.room('former', { title: 'Former', members: ['minji', 'junho'] })
  const junho = await world.visit('junho')
  await junho.enter('Former')
  await junho.page.context().setOffline(true)
  await junho.say('too late')
  await world.room('former', { title: 'Former', members: ['minji'] })
  await junho.page.context().setOffline(false)
  await junho.panel.getByText('Only invited members can see this').waitFor()
  expect(await world.told(former, 'minji')).toEqual([])
})
