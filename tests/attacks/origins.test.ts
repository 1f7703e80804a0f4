import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { damso } from '../support/damso.ts'
import { createGraphql } from '../support/graphql-client.ts'
import { StompClient } from '../support/stomp-client.ts'
import { createTarget, type Target } from './target.ts'

let target: Target
beforeAll(async () => {
  target = await createTarget()
  for (const site of ['shop', 'club'])
    await damso(target.server.stores, ['site', 'origins', 'add', '--site', site, '--origin', `https://${site}.example`])
  // A command beside the server is seen within a second.
  await vi.waitFor(async () => expect(await allowedFor('https://club.example')).toBe('https://club.example'), 30_000)
})
afterEach(() => target.isUnharmed())
afterAll(() => target.server.remove())

async function allowedFor(origin: string): Promise<string | null> {
  const headers = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' }
  const { headers: answered } = await fetch(target.server.graphql, { method: 'OPTIONS', headers })
  return answered.get('access-control-allow-origin')
}

const ask = async (origin: string) =>
  createGraphql({ url: target.server.graphql, token: await target.shop.site.token('ann'), origin })(
    '{ viewer { unreadTotal } }',
  )

const connect = async (origin: string) =>
  StompClient.connect({ url: target.server.stomp, site: 'shop', token: await target.shop.site.token('ann'), origin })

test('a page of the site may', async () => {
  await expect(ask('https://shop.example')).resolves.toMatchObject({ viewer: {} })
  await (await connect('https://shop.example')).destroy()
})

const strangers = [
  'https://evil.example',
  'null',
  'http://shop.example',
  'https://shop.example:444',
  'https://shop.example.evil.example',
  'https://evil-shop.example',
  'https://shop.example/',
  'https://*.example',
]

test.each(strangers)('a page of %j may not', async (origin) => {
  expect(await allowedFor(origin)).toBeNull()
  await expect(ask(origin)).rejects.toMatchObject({ code: 'ORIGIN', message: expect.stringContaining('origin') })
  await expect(connect(origin)).rejects.toMatchObject({ closeCode: 1006 })
})

test('a page of another site may not speak for this one', async () => {
  await expect(ask('https://club.example')).rejects.toMatchObject({ code: 'ORIGIN' })
  const lost = await connect('https://club.example').catch((error: unknown) => error)
  expect(lost).toMatchObject({ closeCode: 4001 })
  expect((lost as { error?: { headers: Map<string, string> } }).error?.headers.get('code')).toBe('ORIGIN')
})
