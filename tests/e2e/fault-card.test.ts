import type { Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { proxyWithoutUpgrade } from '../support/proxy-without-upgrade.ts'
import { createSite, type TestSite } from '../support/site.ts'
import { PATIENCE } from './browser.ts'
import type { Chat } from './chat.ts'
import { HostSite } from './host-site.ts'
import { type Visit, World } from './world.ts'

let world: World
let other: TestSite
let stranger: HostSite

beforeAll(async () => {
  world = await World.start({ minji: 'Minji', junho: 'Junho' })
  await world.room('hiking', { title: 'Saturday hike', members: ['minji', 'junho'] })
  stranger = await HostSite.start()
  other = await createSite(world.server, 'other', [stranger.origin])
})
beforeEach(() => {
  world.host.tokens = (member) => world.site.token(member)
})
afterEach(() => world.leave())
afterAll(async () => {
  await stranger.stop()
  await world.end()
})

const cardOf = ({ page }: Chat): Locator => page.getByRole('region', { name: 'Damso' })

/** Waits for the card. @returns all that it says */
async function said(chat: Chat, code: string): Promise<string> {
  await cardOf(chat).getByRole('alert').filter({ hasText: code }).waitFor()
  return cardOf(chat).innerText()
}

const add = (origin: string) => `npm run damso -- site origins add --site shop --origin ${origin}`

test('the name of no site', async () => {
  const chat = await world.visit('minji', { data: { site: 'shoe' } })
  expect(await said(chat, 'SITE')).toContain('npm run damso -- site list')
  const link = cardOf(chat).getByRole('link')
  await expect
    .poll(() => link.getAttribute('href'))
    .toBe(`${world.server.http}/check?site=shoe&origin=${encodeURIComponent(world.host.origin)}#SITE`)
})

test('a token that another site’s secret signed', async () => {
  world.host.tokens = (member) => other.token(member)
  const chat = await world.visit('minji', { lang: 'ko' })
  expect(await said(chat, 'TOKEN')).toContain('다른 비밀 키로 서명했어요')
  expect(await cardOf(chat).locator('pre').count()).toBe(1)
  expect(await cardOf(chat).getByRole('alert').innerText()).toContain('signature')
})

/** The page of a member, on another origin. */
async function visitOn(host: HostSite): Promise<Chat> {
  host.tokens = (member) => world.site.token(member)
  const chat = await world.visit('minji')
  const html = world.host.pages.get(new URL(chat.page.url()).pathname)?.html ?? ''
  await chat.page.goto(host.show('/stranger', { html }))
  return chat
}

test('a page on an origin of another site is told which line adds it', async () => {
  const chat = await visitOn(stranger)
  expect(await said(chat, 'ORIGIN')).toContain(add(stranger.origin))
})

test('a page on an origin of no site as well: where the browser does not say what it was, the card finds out', async () => {
  const host = await HostSite.start()
  try {
    const chat = await visitOn(host)
    await said(chat, 'NETWORK')
    await expect
      .poll(() => cardOf(chat).locator('pre').allInnerTexts(), { timeout: PATIENCE })
      .toEqual([add(host.origin)])
  } finally {
    await host.stop()
  }
})

test('a policy in the way: the card breaks none itself, and shows the lines that are missing', async () => {
  const headers = {
    'content-security-policy': `default-src 'none'; script-src ${world.server.http}; connect-src 'self'`,
  }
  const chat = await world.visit('minji', { headers })
  await said(chat, 'NETWORK')
  await cardOf(chat)
    .getByText(`connect-src 'self' ${world.server.http} ${world.server.http.replace('http', 'ws')}`)
    .waitFor()
  await expect.poll(() => cardOf(chat).locator('pre').count()).toBe(1)
})

test('a proxy that passes no Upgrade', async () => {
  const proxy = await proxyWithoutUpgrade(world.server.http)
  try {
    const tag = `<script async src="${proxy.url}/damso.js" data-site="shop" data-token-url="/damso/token?member=minji" data-live></script>`
    const chat = await world.visit('minji', { tag })
    await said(chat, 'SOCKET')
    await cardOf(chat).getByText('proxy_set_header Upgrade').waitFor()
    await expect.poll(() => cardOf(chat).locator('pre').count()).toBe(1)
  } finally {
    proxy.end()
  }
})

const phone = { viewport: { width: 390, height: 844 } }
test.each<[string, Visit]>([
  ['on a wide screen', {}],
  ['on a phone', { context: phone }],
  [
    'in an inline chat',
    { tag: '<damso-chat id="inline" mode="inline" site="shop" token-url="/damso/token?member=minji"></damso-chat>' },
  ],
])('the card never stands over a composer: %s', async (_, { tag, ...visit }) => {
  const script = `<script async src="${world.server.http}/damso.js"></script>`
  const chat = await world.visit('minji', { ...visit, ...(tag && { tag: tag + script }) })
  if (!tag) await chat.open()
  await chat.arrive('Saturday hike')
  await chat.page
    .locator('damso-chat')
    .evaluate((element) => Object.assign(element, { tokenProvider: () => 'no token' }))
  await said(chat, 'TOKEN_SOURCE')
  await chat.field.fill('one\ntwo\nthree\nfour\nfive')
  const place = chat.page.locator('damso-chat [data-place]')
  const [card, field] = [await place.boundingBox(), await chat.field.boundingBox()]
  if (!card || !field) throw new Error('one of them does not show')
  const apart = card.y + card.height <= field.y || card.x + card.width <= field.x
  expect(apart, JSON.stringify({ card, field })).toBe(true)
  expect(card.height).toBeGreaterThan(80)
})

test('a server that goes down while the page is open: the line stands in the page until it is back', async () => {
  const chat = await world.visit('minji')
  await chat.open()
  await chat.arrive('Saturday hike')
  await world.server.kill()
  const line = chat.page.locator('damso-chat details').filter({ hasText: '[damso] NETWORK' })
  await line.waitFor()
  await world.server.start()
  await line.waitFor({ state: 'detached', timeout: PATIENCE })
})
