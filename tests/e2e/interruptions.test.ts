import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { TcpProxy } from '../support/tcp-proxy.ts'
import { PATIENCE } from './browser.ts'
import type { Chat } from './chat.ts'
import { World } from './world.ts'

let world: World
let hiking: string

beforeAll(async () => {
  world = await World.start({ minji: 'Minji', junho: 'Junho' })
  await world.room('books', { title: 'Book club', members: ['minji', 'junho'] })
})
afterEach(() => world.leave())
afterAll(() => world.end())

/** A room of its own for each test, and both members in it. */
async function bothIn(key: string): Promise<[Chat, Chat]> {
  hiking = await world.room(key, { title: `Hike ${key}`, members: ['minji', 'junho'] })
  const chats: [Chat, Chat] = [await world.visit('minji'), await world.visit('junho')]
  await Promise.all(chats.map((chat) => chat.enter(`Hike ${key}`)))
  return chats
}

const stored = async () => (await world.told(hiking, 'junho')).map(({ text }) => text)

test('what is written offline is stored and shown once, when the line is back', async () => {
  const [minji, junho] = await bothIn('offline')
  await minji.say('before')
  await junho.message('before').waitFor()
  await minji.page.context().setOffline(true)
  await minji.say('first')
  await minji.say('second')
  await minji.shows(['before', 'first', 'second'])
  await minji.message('second').getByRole('img', { name: 'Sending' }).waitFor()
  expect(await stored()).toEqual(['before'])

  await minji.page.context().setOffline(false)
  await junho.shows(['before', 'first', 'second'])
  await minji.settled()
  await minji.shows(['before', 'first', 'second'])
  await minji.message('second').getByRole('img', { name: 'Sending' }).waitFor({ state: 'detached' })
  expect(await stored()).toEqual(['before', 'first', 'second'])
})

test('unsent text outlives the page and is sent once', async () => {
  const [minji, junho] = await bothIn('reload')
  const address = minji.page.url()
  await world.server.kill()
  await minji.say('written while the server is down')
  await minji.message('written while').getByRole('img', { name: 'Sending' }).waitFor()
  await minji.page.goto('about:blank')
  await world.server.start()
  await minji.page.goto(address)
  await minji.enter('Hike reload')
  await junho.shows(['written while the server is down'])
  await minji.settled()
  await minji.shows(['written while the server is down'])
  expect(await stored()).toEqual(['written while the server is down'])
})

test('what was stored without the page learning of it is there once after a reload', async () => {
  const [minji, junho] = await bothIn('deaf')
  let deaf = true
  await minji.page.routeWebSocket(/stomp$/, (page) => {
    const server = page.connectToServer()
    server.onMessage((frames) => {
      if (!deaf || !String(frames).includes('stored')) page.send(frames)
    })
  })
  await minji.page.reload()
  await minji.enter('Hike deaf')
  await minji.say('heard by the server alone')
  await junho.shows(['heard by the server alone'])
  deaf = false
  await minji.page.reload()
  await minji.enter('Hike deaf')
  await minji.settled()
  await minji.shows(['heard by the server alone'])
  await junho.shows(['heard by the server alone'])
  expect(await stored()).toEqual(['heard by the server alone'])
})

test('unsent text is never sent by another member of the same browser', async () => {
  const [minji, junho] = await bothIn('another')
  await world.server.kill()
  await minji.say('only Minji says this')
  await minji.message('only Minji').getByRole('img', { name: 'Sending' }).waitFor()
  await minji.page.goto('about:blank')
  await world.server.start()
  await minji.page.goto(world.page('junho'))
  await minji.enter('Hike another')
  await minji.say('Junho was here')
  await junho.shows(['Junho was here'])
  await minji.shows(['Junho was here'])
  expect(await stored()).toEqual(['Junho was here'])
})

test('the server is killed in mid-talk: what was acknowledged is there once, in order, without a reload', async () => {
  const [minji, junho] = await bothIn('crash')
  const say = async (chat: Chat, name: string, from: number, to: number) => {
    for (let at = from; at < to; at += 1) await chat.say(`${name} ${at}`)
  }
  for (const round of [0, 1]) {
    const talking = Promise.all([
      say(minji, 'Minji', round * 8, round * 8 + 8),
      say(junho, 'Junho', round * 8, round * 8 + 8),
    ])
    await minji
      .message(`Junho ${round * 8 + 2}`)
      .first()
      .waitFor()
    await world.server.kill()
    await talking
    await world.server.start()
  }
  await Promise.all([minji.settled(), junho.settled()])
  await expect.poll(stored, { timeout: PATIENCE }).toHaveLength(32)
  const order = await stored()
  await minji.shows(order as string[])
  await junho.shows(order as string[])
  for (const name of ['Minji', 'Junho']) {
    const own = order.filter((text) => text?.startsWith(name))
    expect(own).toEqual(Array.from({ length: 16 }, (_, at) => `${name} ${at}`))
  }
})

test('on a slow line, through offline, a reload and a restarted server: each message once, in one order, and nothing typed is lost', async () => {
  const slow = await TcpProxy.open(world.server.port)
  try {
    const title = 'Hike slow'
    hiking = await world.room('slow', { title, members: ['minji', 'junho'] })
    const tag = `<script async src="http://127.0.0.1:${slow.port}/damso.js" data-site="shop" data-token-url="/damso/token?member=minji"></script>`
    const [minji, junho] = [await world.visit('minji', { tag }), await world.visit('junho')]
    await Promise.all([minji, junho].map((chat) => chat.enter(title)))
    // Slow 3G: 400 ms for every piece in either direction.
    slow.slow(400)
    const words = (from: number) => [0, 1, 2].map((at) => `slow ${from + at}`)
    for (const text of words(0)) await minji.say(text)
    await junho.say('quick 0')

    // The line breaks in the middle of a message, and comes back as slow as before.
    await minji.say('in mid-send')
    await minji.page.context().setOffline(true)
    for (const text of words(3)) await minji.say(text)
    await junho.say('quick 1')
    await minji.page.context().setOffline(false)

    // A reload while some are under way, with a half-written sentence in the field.
    for (const text of words(6)) await minji.say(text)
    await minji.write('not sent yet')
    await minji.page.reload()
    await minji.arrive(title)
    await expect.poll(() => minji.field.inputValue(), { timeout: PATIENCE }).toBe('not sent yet')

    // The server is killed while both write, and comes back.
    await minji.say('not sent yet, but now')
    await world.server.kill()
    await minji.say('while it was down')
    await junho.say('quick 2')
    await minji.write('the rest of it')
    await world.server.start()
    await Promise.all([minji.settled(), junho.settled()])
    expect(await minji.field.inputValue()).toBe('the rest of it')

    const own = [...words(0), 'in mid-send', ...words(3), ...words(6), 'not sent yet, but now', 'while it was down']
    const quick = ['quick 0', 'quick 1', 'quick 2']
    await expect.poll(stored, { timeout: PATIENCE }).toHaveLength(own.length + quick.length)
    const order = (await stored()) as string[]
    expect(order.filter((text) => !quick.includes(text))).toEqual(own)
    expect(order.filter((text) => quick.includes(text))).toEqual(quick)
    for (const chat of [minji, junho]) await chat.shows(order)
    slow.heal()
    await minji.page.reload()
    await minji.arrive(title)
    await minji.shows(order)
  } finally {
    await slow.close()
  }
})
