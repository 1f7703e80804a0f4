import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { PATIENCE } from './browser.ts'
import type { Chat } from './chat.ts'
import { World } from './world.ts'

const DAY = 86_400_000

let world: World
let hike: string

beforeAll(async () => {
  world = await World.start({ minji: '민지', junho: '준호', sam: 'Sam Lee', haeun: '하은' })
  hike = await world.room('hike', { title: 'Saturday hike', members: ['minji', 'junho', 'sam', 'haeun'] })
})
afterEach(() => world.leave())
afterAll(() => world.end())

/** The only room of these members, so it opens by itself. */
async function enter(chat: Chat): Promise<void> {
  await chat.open()
  await chat.arrive('Saturday hike')
}

test('a member is mentioned from the list, and everybody sees whom', async () => {
  const [minji, junho, haeun] = await Promise.all([
    world.visit('minji'),
    world.visit('junho'),
    world.visit('haeun', { lang: 'ko' }),
  ])
  await Promise.all([minji, junho, haeun].map(enter))
  await minji.field.pressSequentially('@')
  const options = minji.panel.getByRole('option')
  await options.first().waitFor()
  expect((await options.locator('span[dir]').allTextContents()).sort()).toEqual(['Sam Lee', '준호', '하은'])
  await minji.field.pressSequentially('준')
  await expect.poll(() => options.count(), { timeout: PATIENCE }).toBe(1)
  await minji.field.press('Enter')
  await minji.field.pressSequentially('님, @sam')
  await minji.panel.getByRole('option', { name: 'Sam Lee' }).click()
  await minji.field.pressSequentially('are you coming?')
  await minji.field.press('Enter')

  const text = '@준호님, @Sam Lee are you coming?'
  for (const chat of [minji, junho, haeun])
    await expect
      .poll(() => chat.message('are you coming').locator('.mention').allTextContents(), { timeout: PATIENCE })
      .toEqual(['@준호', '@Sam Lee'])
  expect(await junho.message('are you coming').locator('.mention.own').allTextContents()).toEqual(['@준호'])
  expect(await haeun.message('are you coming').locator('.mention.own').count()).toBe(0)
  await minji.settled()

  const graphql = await world.site.graphql('sam', { name: 'Sam Lee' })
  const { room } = await graphql<{ room: { messages: { nodes: { text: string; mentions: { id: string }[] }[] } } }>(
    'query ($room: ID!) { room(id: $room) { messages(last: 1) { nodes { text mentions { id } } } } }',
    { room: hike },
  )
  expect(room.messages.nodes).toEqual([{ text, mentions: [{ id: 'junho' }, { id: 'sam' }] }])
})

test('what was written without a connection keeps whom it names', async () => {
  const sam = await world.visit('sam')
  await enter(sam)
  await sam.field.pressSequentially('@하')
  await sam.panel.getByRole('option', { name: '하은' }).waitFor()
  await sam.page.context().setOffline(true)
  await sam.field.press('Enter')
  await sam.field.pressSequentially(' see you there')
  await sam.field.press('Enter')
  await sam.message('see you there').locator('.mention').waitFor()
  await sam.page.context().setOffline(false)
  await sam.settled()
  const minji = await world.visit('minji')
  await enter(minji)
  await minji.message('see you there').locator('.mention', { hasText: '@하은' }).waitFor()
})

test('who reacted is told to who looks, and how many have read to who wrote', async () => {
  const books = await world.room('books', { title: 'Book club', members: ['minji', 'junho', 'haeun'] })
  const [minji, junho] = await Promise.all([world.visit('minji', { lang: 'ko' }), world.visit('junho')])
  await Promise.all([minji.enter('Book club'), junho.enter('Book club')])
  await minji.say('다음 책은 이걸로 해요')
  await minji.message('다음 책').getByText('1명 읽음').waitFor()

  await junho.react('다음 책', '👍')
  await minji.message('다음 책').locator('.chip').hover()
  await minji.panel.getByRole('tooltip', { name: '' }).filter({ hasText: '👍 준호' }).waitFor()

  const haeun = await world.visit('haeun')
  await haeun.enter('Book club')
  await minji.message('다음 책').getByText('2명 읽음').waitFor()

  // Who comes later is told the same, from the markers.
  const again = await world.visit('minji', { lang: 'ko' })
  await again.enter('Book club')
  await again.message('다음 책').getByText('2명 읽음').waitFor()
  await world.say(books, 'haeun', '좋아요')
})

test('a day is jumped to; the window grows both ways and the pill leads back', async () => {
  const old = await world.room('old', { title: 'Long ago', members: ['minji', 'junho'] })
  const first = new Date(2024, 2, 1, 12).getTime()
  await world.import(
    old,
    Array.from({ length: 400 }, (_, at) => ({
      as: at % 2 === 0 ? 'minji' : 'junho',
      text: `day ${at}`,
      at: first + at * DAY,
    })),
  )
  const minji = await world.visit('minji')
  await minji.enter('Long ago')
  await minji.message('day 399').waitFor()
  await minji.button('Room menu').click()
  await minji.menuItem('Go to a date').click()
  // 31 days later, by this place's calendar.
  await minji.panel.locator('input[type=date]').fill('2024-04-01')
  await minji.panel.getByRole('button', { name: 'Go', exact: true }).click()
  const day = (at: number) => minji.messages.filter({ hasText: new RegExp(`day ${at}\\b`) })
  await minji.panel.locator('damso-message:focus', { hasText: /day 31\b/ }).waitFor()
  expect(await day(399).count()).toBe(0)
  const scroll = (to: 'first' | 'last') =>
    minji.log.evaluate((log, to) => {
      log.scrollTop = to === 'first' ? 0 : log.scrollHeight
    }, to)
  const reached = (at: number, by: 'first' | 'last') =>
    expect.poll(() => scroll(by).then(() => day(at).count()), { timeout: PATIENCE }).toBe(1)
  await reached(0, 'first')
  await reached(120, 'last')
  await minji.button('To the newest message').click()
  await minji.message('day 399').waitFor()
})
