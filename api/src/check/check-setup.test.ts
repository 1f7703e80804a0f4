import { expect, test } from 'vitest'
import { signToken } from '../identity/token.ts'
import { checkSetup, type Setup } from './check-setup.ts'

const secret = new TextEncoder().encode('a secret of at least thirty-two octets')
const sites: Parameters<typeof checkSetup>[0] = {
  entry: async (site) =>
    site === 'shop'
      ? {
          id: 'shop',
          name: 'My shop',
          guestsAllowed: false,
          directPolicy: 'anyone' as const,
          secrets: [secret],
          origins: new Set(),
        }
      : undefined,
  originAllowed: async (_site, origin) => origin === 'https://shop.example',
}
const look = async (setup: Partial<Setup>, now?: number) =>
  (await checkSetup(sites, { site: 'shop', origin: '', token: '', ...setup }, now)).map(
    ({ of, ok, message }) => `${ok ? 'ok' : 'bad'} ${of}: ${message}`,
  )

const minji = { sub: 'u7', name: 'Minji' }

test('a setup that is right', async () => {
  const token = await signToken(secret, 'shop', minji, 600)
  expect(await look({ origin: 'https://shop.example', token })).toEqual([
    'ok site: The site is "My shop".',
    "ok origin: Pages of https://shop.example may show this site's chat.",
    expect.stringMatching(/^ok token: It lets "u7" in as Minji, for (600|599) s more\.$/),
    expect.stringMatching(/^ok signer: It was signed [01] s ago/),
  ])
})

test('what was not given is not judged', async () => {
  expect(await look({})).toEqual(['ok site: The site is "My shop".'])
})

test.each<[string, Partial<Setup>, string]>([
  ['another site', { site: 'shoe' }, 'bad site: This server has no such site'],
  [
    'an origin with a path',
    { origin: 'https://shop.example/chat' },
    'bad origin: Origin "https://shop.example/chat" is not an origin: write https://shop.example',
  ],
  [
    'an origin that is not listed',
    { origin: 'http://shop.example' },
    "bad origin: http://shop.example is not on the site's list: damso site origins add --site shop --origin http://shop.example",
  ],
  ['no token at all', { token: 'undefined' }, 'bad token: The token is no JWT'],
])('%s', async (_name, setup, message) => {
  expect((await look(setup)).at(-1)).toContain(message)
})

test('tokens of another secret, of another site, of a clock that is ahead, and old ones', async () => {
  const other = new TextEncoder().encode('another secret of thirty-two octets')
  expect(await look({ token: await signToken(other, 'shop', minji, 600) })).toContainEqual(
    expect.stringContaining('bad token: The token\'s signature is not by a secret of site "shop"'),
  )
  expect(await look({ token: await signToken(secret, 'blog', minji, 600) })).toContainEqual(
    'bad token: The token\'s claim "aud" must be "shop".',
  )
  const token = await signToken(secret, 'shop', minji, 600)
  expect(await look({ token }, Date.now() - 600_000)).toContainEqual(
    expect.stringMatching(/^bad signer: The server that signs is (600|599|601) s ahead of this one/),
  )
  expect(await look({ token }, Date.now() + 3_600_000)).toContainEqual(
    'bad token: The token has expired (claim "exp"): fetch a new one.',
  )
})
