import { SignJWT } from 'jose'
import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createSite } from '../support/site.ts'
import { PATIENCE } from './browser.ts'
import { HostSite } from './host-site.ts'
import { damsoLines, World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await World.start({ minji: 'Minji', junho: 'Junho' })
  await world.room('hiking', { title: 'Saturday hike', members: ['minji', 'junho'] })
  await world.room('books', { title: 'Book club', members: ['minji', 'junho'] })
})
beforeEach(() => {
  world.host.tokenRequests.length = 0
})
afterEach(() => world.leave())
afterAll(() => world.end())

interface Traffic {
  requests: string[]
  sockets: string[]
  lines: string[]
}

/** Opens the page anew. @returns what it asks of the network from then on, and what it says to its developer */
async function openWatched(page: Page): Promise<Traffic> {
  const address = page.url()
  await page.goto('about:blank')
  const { origin: host } = world.host
  const traffic: Traffic = { requests: [], sockets: [], lines: damsoLines(page) }
  page.on('request', (request) => {
    if (!request.url().startsWith(host)) traffic.requests.push(`${request.method()} ${new URL(request.url()).pathname}`)
  })
  page.on('websocket', (socket) => traffic.sockets.push(socket.url()))
  await page.goto(address)
  return traffic
}

/** Nothing more is under way, and the page had its idle moment. */
async function quiet(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => new Promise<void>((resolve) => requestIdleCallback(() => resolve())))
  await page.waitForLoadState('networkidle')
}

test('signed out: the loader, one token request, no socket, no launcher', async () => {
  world.host.tokens = () => null
  const chat = await world.visit('minji')
  await quiet(chat.page)
  world.host.tokenRequests.length = 0
  const { requests, sockets, lines } = await openWatched(chat.page)
  await expect.poll(() => world.host.tokenRequests.length, { timeout: PATIENCE }).toBe(1)
  await quiet(chat.page)
  expect(requests).toEqual(['GET /damso.js'])
  expect(sockets).toEqual([])
  expect(lines).toEqual([])
  expect(world.host.tokenRequests).toHaveLength(1)
  expect(await chat.launcher.count()).toBe(0)
})

test('signed in and closed: one unread query and no socket', async () => {
  world.host.tokens = (member) => world.site.token(member)
  const chat = await world.visit('minji')
  const { requests, sockets } = await openWatched(chat.page)
  await chat.launcher.waitFor()
  await quiet(chat.page)
  expect(requests.filter((request) => request.endsWith('/graphql'))).toEqual(['POST /graphql'])
  expect(sockets).toEqual([])
  await chat.open()
  await chat.row('Book club').waitFor()
  await expect.poll(() => sockets.length, { timeout: PATIENCE }).toBe(1)
})

test.each([
  ['of another site', 'ORIGIN', ['other']],
  ['of no site', 'NETWORK', []],
])('a page on an origin %s: one line with the code %s, and no empty box', async (_, code, sites) => {
  const stranger = await HostSite.start()
  try {
    for (const site of sites) await createSite(world.server, site, [stranger.origin])
    stranger.tokens = (member) => world.site.token(member)
    const chat = await world.visit('minji')
    const html = world.host.pages.get(new URL(chat.page.url()).pathname)?.html ?? ''
    const lines = damsoLines(chat.page)
    await chat.page.goto(stranger.show('/stranger', { html }))
    await expect.poll(() => lines, { timeout: PATIENCE }).toEqual([expect.stringContaining(`[damso] ${code}: `)])
    expect(lines[0]).toContain(
      `${world.server.http}/check?site=shop&origin=${encodeURIComponent(stranger.origin)}#${code}`,
    )
    await chat.launcher.click()
    await quiet(chat.page)
    expect(lines.filter((line) => line.includes(code))).toHaveLength(1)
    expect(await emptyBox(chat.page)).toBe(false)
  } finally {
    await stranger.stop()
  }
})

test('a token that has expired: one line with the code, and no empty box', async () => {
  world.host.tokens = (member) =>
    new SignJWT({})
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(member)
      .setAudience(world.site.id)
      .setIssuedAt(1)
      .setExpirationTime(3_600)
      .sign(new TextEncoder().encode(world.site.secret))
  const chat = await world.visit('minji')
  const { lines } = await openWatched(chat.page)
  await expect.poll(() => lines, { timeout: PATIENCE }).toEqual([expect.stringContaining('[damso] TOKEN:')])
  await chat.launcher.click()
  await quiet(chat.page)
  expect(await emptyBox(chat.page)).toBe(false)
  expect(lines).toHaveLength(1)

  world.host.tokens = (member) => world.site.token(member)
  await chat.button('Try again').click()
  await chat.row('Book club').waitFor()
})

/** A panel that is open and says nothing at all. */
const emptyBox = (page: Page) =>
  page.evaluate(() => {
    const textOf = (node: Node): string => {
      if (node instanceof HTMLStyleElement) return ''
      const root = node instanceof Element ? node.shadowRoot : null
      const own = node instanceof Text ? node.data : ''
      return own + [...(root?.childNodes ?? []), ...node.childNodes].map(textOf).join('')
    }
    const box = document.querySelector('damso-chat')?.shadowRoot?.querySelector('[part=box]')
    return box instanceof HTMLElement && box.checkVisibility() && textOf(box).trim() === ''
  })
