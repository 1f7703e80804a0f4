import { type CompactJWSHeaderParameters, CompactSign } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createGraphql } from '../support/graphql-client.ts'
import { StompClient } from '../support/stomp-client.ts'
import { encodeFrame } from '../support/stomp-frame.ts'
import { createTarget, type Target } from './target.ts'

let target: Target
beforeAll(async () => {
  target = await createTarget()
})
afterEach(() => target.isUnharmed())
afterAll(() => target.server.remove())

const now = () => Math.floor(Date.now() / 1_000)
const good = () => ({ sub: 'ann', name: 'ann', aud: 'shop', iat: now(), exp: now() + 600 })

/** Signs whatever it is told to say. */
const sign = (claims: unknown, secret = target.shop.site.secret, alg = 'HS256'): Promise<string> =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg } as CompactJWSHeaderParameters)
    .sign(new TextEncoder().encode(alg === 'HS256' ? secret : secret.repeat(2)))
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const claim = (change: object) => () => sign({ ...good(), ...change })

/** A token, and words of the answer: which part is wrong. */
const bad: [what: string, token: () => string | Promise<string>, words: string][] = [
  ['a word', () => 'secret', 'no JWT'],
  ['three words', () => 'a.b.c', 'no JWT'],
  ['no signature', () => `${base64({ alg: 'none' })}.${base64(good())}.`, '"none"'],
  ['a signature cut off', async () => (await sign(good())).replace(/\.[^.]*$/, '.'), 'signature'],
  ['another algorithm', () => sign(good(), target.shop.site.secret, 'HS384'), '"HS384"'],
  ['another site’s secret', () => sign(good(), target.club.site.secret), 'signature'],
  ['a secret of nobody', () => sign(good(), 'x'.repeat(43)), 'signature'],
  ['another site', claim({ aud: 'club' }), '"aud"'],
  ['no site', claim({ aud: undefined }), 'aud'],
  ['a list in the place of claims', () => sign([]), 'token'],
  ['expired', claim({ iat: now() - 700, exp: now() - 120 }), 'expired'],
  ['no end', claim({ exp: undefined }), 'exp'],
  ['an end that is a word', claim({ exp: 'tomorrow' }), 'exp'],
  ['an end too far', claim({ exp: now() + 48 * 3_600 }), '24 hours'],
  ['not valid yet', claim({ nbf: now() + 600 }), 'nbf'],
  ['nobody', claim({ sub: undefined }), 'sub'],
  ['a member with spaces', claim({ sub: 'a b' }), 'sub'],
  ['a member too long', claim({ sub: 'x'.repeat(129) }), 'sub is over its limit of 128'],
  ['a member that is a number', claim({ sub: 42 }), 'sub'],
  ['no name', claim({ name: undefined }), 'name is missing'],
  ['a name of nothing', claim({ name: '\u200b ' }), 'name is empty'],
  ['a name that turns what follows', claim({ name: 'ann\u202egro.live' }), 'direction'],
  ['a name in two lines', claim({ name: 'ann\nben' }), 'control'],
  ['a name with NUL', claim({ name: 'ann\0' }), 'NUL'],
  ['a name with half a character', claim({ name: 'ann\ud83d' }), 'surrogate'],
  ['a name too long', claim({ name: '담'.repeat(67) }), 'name is over its limit of 200'],
  ['a picture that is a script', claim({ picture: 'javascript:alert(1)' }), 'picture'],
  ['a role that is none', claim({ role: 'god' }), 'role'],
  ['rooms that are a list', claim({ rooms: ['order-42'] }), 'rooms'],
  ['a role in a room that is none', claim({ rooms: { 'order-42': 'god' } }), 'rooms'],
  [
    'too many rooms',
    claim({ rooms: Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`r${at}`, 'member'])) }),
    '100',
  ],
]

describe.each(['STOMP', 'GraphQL'])('a token over %s', (protocol) => {
  test.each(bad)('%s is refused', async (_, make, words) => {
    const token = await make()
    if (protocol === 'GraphQL') {
      const graphql = createGraphql({ url: target.server.graphql, token, site: 'shop' })
      await expect(graphql('{ viewer { member { id } } }')).rejects.toMatchObject({
        code: 'TOKEN',
        message: expect.stringContaining(words),
      })
      return
    }
    const client = new StompClient(target.server.stomp)
    await client.opened()
    client.write(encodeFrame('CONNECT', { 'accept-version': '1.2', host: 'shop', passcode: token }))
    const { closeCode, error } = await client.closed
    expect(closeCode).toBe(4001)
    expect(error?.headers.get('code')).toBe('TOKEN')
    expect(error?.headers.get('message')).toContain(words)
  })
})

test('a newer token must be of the same member and site', async () => {
  const tokens = [await sign({ ...good(), sub: 'ben', name: 'ben' }), await target.club.site.token('ann'), 'secret']
  for (const token of tokens) {
    const client = await target.connect()
    client.write(encodeFrame('SEND', { destination: '/app/session', receipt: 'r' }, JSON.stringify({ token })))
    const { closeCode, error } = await client.closed
    expect([closeCode, error?.headers.get('code')]).toEqual([4001, 'TOKEN'])
  }
})
