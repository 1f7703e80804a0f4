import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { PATIENCE } from './browser.ts'
import type { Chat } from './chat.ts'
import { World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await World.start({ minji: 'Minji', junho: 'Junho', haeun: 'Haeun', sora: 'Sora' })
  // An only room opens by itself; two leave everybody at the list.
  for (const title of ['Books', 'Choir'])
    await world.room(title.toLowerCase(), { title, members: ['minji', 'junho', 'haeun', 'sora'] })
})
afterEach(() => world.leave())
afterAll(() => world.end())

const heading = (chat: Chat, name: string) => chat.panel.getByRole('heading', { name })
const focused = (chat: Chat) =>
  chat.page.evaluate(() => {
    let focused = document.activeElement
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
    return focused?.textContent?.trim() || focused?.getAttribute('aria-label')
  })

async function details(chat: Chat, title: string): Promise<void> {
  await chat.header.getByRole('button', { name: title }).click()
  await heading(chat, 'Room details').waitFor()
}

const isInSight = (element: Element) => {
  const { top, bottom } = element.getBoundingClientRect()
  return top >= 0 && bottom <= innerHeight
}

const act = (chat: Chat, member: string) => chat.button(`Actions for ${member}`).click()

test('details: opened by the title, closed by Escape, what is wished is kept, and leaving asks first', async () => {
  await world.room('walk', { title: 'Walk', members: ['minji', 'junho'] })
  const [minji, junho] = await Promise.all([world.visit('minji'), world.visit('junho')])
  await Promise.all([minji.enter('Walk'), junho.open()])
  await minji.write('half a sentence')
  await details(minji, 'Walk')
  await expect.poll(() => focused(minji)).toBe('Room details')
  await minji.panel.getByRole('listitem').filter({ hasText: 'Junho' }).waitFor()
  await minji.panel.getByRole('listitem').filter({ hasText: 'MinjiYou' }).waitFor()
  await minji.panel.getByLabel('None').check()
  await minji.page.keyboard.press('Escape')
  await expect.poll(() => focused(minji)).toBe('Walk')
  expect(await minji.field.inputValue()).toBe('half a sentence')
  await minji.button('Room menu').click()
  await minji.menuItem('Unmute').waitFor()

  await minji.menuItem('Leave').click()
  await minji.panel.getByText('To come back, you need an invitation.').waitFor()
  await expect.poll(() => focused(minji)).toBe('Cancel')
  await minji.page.keyboard.press('Escape')
  await expect.poll(() => focused(minji)).toBe('Room menu')
  await minji.button('Room menu').click()
  await minji.menuItem('Leave').click()
  await minji.panel.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click()
  await minji.row('Choir').waitFor()
  await minji.row('Walk').waitFor({ state: 'detached' })
})

test('a room is made, filled, renamed and moderated; the others see each of it live', async () => {
  const [minji, junho, haeun] = await Promise.all([world.visit('minji'), world.visit('junho'), world.visit('haeun')])
  await Promise.all([minji.open(), junho.open(), haeun.open()])
  await minji.button('New chat').click()
  await minji.button('Create a room').click()
  await minji.panel.getByLabel('Room name').fill('Gear swap')
  await minji.panel.getByLabel('Junho').check()
  await minji.page.keyboard.press('Escape')
  await minji.button('Create a room').click()
  expect(await minji.panel.getByLabel('Room name').inputValue()).toBe('Gear swap')
  await minji.button(/^Create$/).click()
  await minji.arrive('Gear swap')
  await junho.row('Gear swap').click()
  await junho.arrive('Gear swap')
  await junho.header.getByText('2 members').waitFor()

  await details(minji, 'Gear swap')
  await minji.button('Invite members').click()
  await minji.panel.getByRole('checkbox', { name: 'Junho' }).and(minji.page.locator(':disabled')).waitFor()
  await minji.panel.getByRole('textbox', { name: 'Search by name' }).fill('hae')
  await minji.panel.getByRole('checkbox', { name: 'Junho' }).waitFor({ state: 'detached' })
  await minji.panel.getByRole('checkbox', { name: 'Haeun' }).check()
  await minji.button('Invite 1 person').click()
  await minji.panel.getByRole('listitem').filter({ hasText: 'Haeun' }).waitFor()
  await junho.header.getByText('3 members').waitFor()
  await haeun.row('Gear swap').click()
  await haeun.arrive('Gear swap')

  await act(minji, 'Junho')
  await minji.panel.getByRole('menuitemradio', { name: 'Operator' }).click()
  await minji.panel
    .getByRole('listitem')
    .filter({ hasText: /Junho\s*Operator/ })
    .waitFor()

  await details(junho, 'Gear swap')
  await junho.button('Room settings').click()
  const name = junho.panel.getByLabel('Room name')
  await name.fill('가'.repeat(100))
  await junho.button('Save').click()
  await junho.panel.getByText('This name is too long').waitFor()
  expect(await name.inputValue()).toBe('가'.repeat(100))
  await name.fill('Gear, maps and boots')
  await junho.panel.getByLabel('Only operators (announcements)').check()
  await junho.button('Save').click()
  await heading(junho, 'Room details').waitFor()
  await haeun.header.getByRole('heading', { name: 'Gear, maps and boots' }).waitFor()
  await haeun.panel.getByText('Only operators can post announcements').waitFor()
  await haeun.button('Back to chats').click()
  await haeun.row('Gear, maps and boots').click()
  await haeun.arrive('Gear, maps and boots')

  await act(junho, 'Minji')
  await junho.menuItem('Direct message').waitFor()
  expect(await junho.menuItem('Remove from room').count()).toBe(0)
  await junho.page.keyboard.press('Escape')
  await act(junho, 'Haeun')
  await junho.menuItem('Remove from room').click()
  await junho.panel.getByRole('alertdialog').getByRole('button', { name: 'Remove from room' }).click()
  await junho.panel.getByRole('listitem').filter({ hasText: 'Haeun' }).waitFor({ state: 'detached' })
  await haeun.panel.getByText('Only invited members can see this').waitFor()
  await expect.poll(() => minji.panel.getByRole('listitem').count(), { timeout: PATIENCE }).toBe(2)
})

test('a public room is found and joined by others', async () => {
  const [minji, sora] = await Promise.all([world.visit('minji'), world.visit('sora')])
  await Promise.all([minji.open(), sora.open()])
  await minji.button('New chat').click()
  await minji.button('Create a room').click()
  await minji.panel.getByLabel('Room name').fill('Open air')
  await minji.panel.getByLabel('Everyone can find and join it').check()
  await minji.button(/^Create$/).click()
  await minji.arrive('Open air')
  await sora.button('New chat').click()
  await sora.button('Browse public rooms').click()
  await sora.panel.getByRole('button', { name: 'Open air' }).click()
  await sora.button('Join').click()
  await sora.field.waitFor()
  await minji.header.getByText('2 members').waitFor()
})

test('in slow mode a message that comes too soon waits, says how often, and goes by itself', async () => {
  const room = await world.room('slow', { title: 'Slow', members: ['minji', 'junho'] })
  const chat = await world.visit('minji')
  await world.site.backend(
    'mutation ($id: ID!) { updateRoom(id: $id, input: { slowModeSeconds: 4 }) { __typename } }',
    {
      id: room,
    },
  )
  await chat.enter('Slow')
  await chat.say('first')
  await chat.settled()
  await chat.say('second')
  await chat.panel.getByText('one message every 4 seconds').waitFor()
  await chat.settled()
  await chat.panel.getByText('one message every 4 seconds').waitFor({ state: 'detached' })
  await chat.shows(['first', 'second'])
})

test('in slow mode what waits in one room holds up no other', async () => {
  const room = await world.room('slower', { title: 'Slower', members: ['minji', 'junho'] })
  await world.site.backend(
    'mutation ($id: ID!) { updateRoom(id: $id, input: { slowModeSeconds: 30 }) { __typename } }',
    { id: room },
  )
  const chat = await world.visit('minji')
  await chat.enter('Slower')
  await chat.say('first')
  await chat.settled()
  await chat.say('second')
  await chat.panel.getByText('one message every 30 seconds').waitFor()
  await chat.button('Back to chats').click()
  await chat.row('Books').click()
  await chat.arrive('Books')
  await chat.say('meanwhile')
  const told = async (of: string) => (await world.told(of, 'junho')).map(({ text }) => text)
  const books = await world.room('books', { title: 'Books', members: ['minji', 'junho', 'haeun', 'sora'] })
  await expect.poll(() => told(books), { timeout: PATIENCE }).toContain('meanwhile')
  expect(await told(room)).toEqual(['first'])
})

test('a room is found by a part of its name, by who types on', async () => {
  const chat = await world.visit('sora')
  await chat.open()
  await chat.row('Choir').waitFor()
  await chat.button('Search').click()
  const field = chat.panel.getByRole('textbox', { name: 'Search chats' })
  await field.pressSequentially('cho')
  await chat.row('Books').waitFor({ state: 'detached' })
  await field.pressSequentially('ir')
  expect(await field.inputValue()).toBe('choir')
  expect(await chat.row('Choir').count()).toBe(1)
  expect(await chat.header.count()).toBe(0)
  await chat.row('Choir').click()
  await chat.arrive('Choir')
})

test('a search that gets no answer says so, and can be asked again', async () => {
  const chat = await world.visit('sora')
  await chat.open()
  await chat.row('Choir').waitFor()
  const lose = (answers: boolean) =>
    chat.page.route('**/graphql', (route) => (answers ? route.continue() : route.abort()))
  await lose(false)
  await chat.button('Search').click()
  await chat.panel.getByRole('textbox', { name: 'Search chats' }).fill('choir')
  await chat.panel.getByText('The chat could not be loaded').waitFor()
  await lose(true)
  await chat.button('Try again').click()
  await chat.row('Choir').waitFor()
  await chat.row('Books').waitFor({ state: 'detached' })
})

test('with much unread a room opens at the line above the first, and the rest stays unread', async () => {
  const title = 'Much'
  const room = await world.room('much', { title, members: ['haeun', 'junho'] })
  await world.say(room, 'junho', 'known')
  const chat = await world.visit('haeun')
  await chat.enter(title)
  await chat.message('known').waitFor()
  await chat.button('Back to chats').click()
  for (let number = 1; number <= 70; number++) await world.say(room, 'junho', `unread ${number}`)
  await chat.row(title).getByText('70', { exact: true }).waitFor()
  await chat.row(title).click()
  await chat.arrive(title)
  const line = chat.panel.getByText('You read up to here')
  await line.waitFor()
  expect(await line.evaluate(isInSight)).toBe(true)
  expect(await chat.message('unread 1').first().evaluate(isInSight)).toBe(true)
  expect(await chat.message('unread 70').count()).toBe(0)
  await chat.button('To the newest message').click()
  await chat.message('unread 70').waitFor()
  await chat.button('Back to chats').click()
  await chat.row(title).getByText('70', { exact: true }).waitFor({ state: 'detached' })
})
