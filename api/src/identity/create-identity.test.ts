import { randomBytes } from 'node:crypto'
import { limits, type RoomRole } from '@damso/schema/model'
import { type JWTPayload, SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createWorld, type World } from '../rooms/world.test.fixture.ts'
import { createIdentity, type Identity } from './create-identity.ts'

let world: World
let identity: Identity
let secret: Uint8Array
/** Times that a member was let in. */
let admitted: number

beforeEach(async () => {
  world = await createWorld()
  admitted = 0
  identity = createIdentity({
    sites: world.sites,
    async admit(viewer, rooms: Readonly<Record<string, RoomRole>>) {
      admitted++
      await world.rooms.admit(viewer, rooms)
    },
  })
  secret = new TextEncoder().encode(await world.admin.secret('shop'))
  await world.admin.addOrigins('shop', ['https://shop.example'])
})
afterEach(() => world.stop())

const now = () => Math.floor(Date.now() / 1_000)
const claims = () => ({ sub: 'ann', name: 'Ann', aud: 'shop', exp: now() + 3_600 })
const sign = (payload: object, { alg = 'HS256', key = secret } = {}) =>
  new SignJWT(payload as JWTPayload).setProtectedHeader({ alg }).sign(key)

const fault = (code: string, message: string) =>
  expect.objectContaining({ name: 'Fault', code, message: expect.stringContaining(message) })

describe('a token', () => {
  test('is honoured as long as its site holds the secret that signed it', async () => {
    const viewer = await identity.verifyToken(await sign(claims()), 'shop')
    const other = new Uint8Array(randomBytes(32))
    expect(identity.isHonoured(viewer, { secrets: [other, new Uint8Array(secret)] })).toBe(true)
    expect(identity.isHonoured(viewer, { secrets: [other] })).toBe(false)
  })

  test('names its member', async () => {
    const said = { picture: 'https://a.example/a.png', role: 'operator' }
    const viewer = await identity.verifyToken(await sign({ ...claims(), ...said }), 'shop')
    expect(viewer).toMatchObject({ kind: 'member', site: 'shop', role: 'operator' })
    expect(viewer.member).toEqual({ id: 'ann', name: 'Ann', picture: 'https://a.example/a.png' })
    expect(viewer.expiresAt % 1_000).toBe(0)
    expect(await world.members.find('shop', ['ann'])).toEqual([viewer.member])
  })

  test.each([
    ['has expired', { exp: now() - 61 }, '(claim "exp")'],
    ['lives too long', { exp: now() + 86_400 + 120 }, 'longer than 24 hours'],
    ['was made long ago for long', { iat: now() - 86_400, exp: now() + 3_600 }, 'longer than 24 hours'],
    ['is for another site', { aud: 'other' }, '"aud" must be "shop"'],
    ['is not valid yet', { nbf: now() + 3_600 }, '"nbf"'],
    ['has no subject', { sub: undefined }, '"sub" is missing'],
    ['has no end', { exp: undefined }, '"exp" is missing'],
    ['has no site', { aud: undefined }, '"aud" is missing'],
    ['has no name', { name: undefined }, 'claim name is missing'],
    ['has a name of 100 KB', { name: 'x'.repeat(20_000) }, 'name is over its limit of 200 bytes'],
    ['has a blank name', { name: '\u3000' }, 'claim name is empty'],
    ['has half a character', { name: 'a\udc00' }, 'claim name holds half'],
    ['has a spaced subject', { sub: 'a b' }, 'claim sub holds spaces'],
    ['has a number as subject', { sub: 42 }, 'claim sub must be a string'],
    ['has another role', { role: 'god' }, 'claim role'],
    ['has a picture of another kind', { picture: 'data:,x' }, 'claim picture must be'],
    ['has a list of rooms', { rooms: ['lobby'] }, 'claim rooms'],
    ['has another room role', { rooms: { lobby: 'god' } }, 'claim rooms'],
    [
      'has too many rooms',
      { rooms: Object.fromEntries(Array.from({ length: limits.roomsPerToken + 1 }, (_, at) => [`r${at}`, 'member'])) },
      'more than 100 rooms',
    ],
  ])('that %s is refused by name', async (_, change, message) => {
    const token = await sign({ ...claims(), ...change })
    await expect(identity.verifyToken(token, 'shop')).rejects.toEqual(fault('TOKEN', message))
    expect(await world.database.models.Member.count()).toBe(0)
  })

  test('may differ by a minute of clock', async () => {
    await identity.verifyToken(await sign({ ...claims(), exp: now() - 50, nbf: now() - 100 }), 'shop')
    await identity.verifyToken(await sign({ ...claims(), iat: now() + 50, exp: now() + 86_400 + 50 }), 'shop')
  })

  test.each([
    ['nothing', '', 'is no JWT'],
    ['words', 'a.b.c', 'is no JWT'],
    ['100 KB', 'x'.repeat(100_000), 'over its limit of 32768 characters'],
  ])('that is %s is refused', async (_, token, message) => {
    await expect(identity.verifyToken(token, 'shop')).rejects.toEqual(fault('TOKEN', message))
  })

  test('must be signed by a secret of its site, with its algorithm', async () => {
    const wrong = [
      [await sign(claims(), { key: randomBytes(32) }), 'signature is not by a secret of site "shop"'],
      [await sign(claims(), { alg: 'HS512', key: randomBytes(64) }), 'signed by "HS512"'],
      [
        `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims())).toString('base64url')}.`,
        'signed by "none"',
      ],
      [(await sign(claims())).replace(/.{4}$/, 'AAAA'), 'signature'],
    ] as const
    for (const [token, message] of wrong)
      await expect(identity.verifyToken(token, 'shop')).rejects.toEqual(fault('TOKEN', message))
    const others = new TextEncoder().encode(await world.admin.secret('other'))
    const forged = await sign(claims(), { key: others })
    await expect(identity.verifyToken(forged, 'shop')).rejects.toEqual(fault('TOKEN', 'signature'))
    await expect(identity.verifyToken(await sign(claims()), 'nowhere')).rejects.toEqual(fault('SITE', 'nowhere'))
    await expect(identity.verifyToken(await sign(claims()), 'No Where')).rejects.toEqual(fault('SITE', 'no such site'))
  })

  test('lets its member in once, and costs no SQL after that', async () => {
    const token = await sign({ ...claims(), rooms: { lobby: 'member' } })
    const viewers = await Promise.all([1, 2, 3].map(() => identity.verifyToken(token, 'shop')))
    expect(admitted).toBe(1)
    const statements: string[] = []
    Object.assign(Reflect.get(world.database.sequelize, 'options'), { logging: (sql: string) => statements.push(sql) })
    expect(await identity.verifyToken(token, 'shop')).toBe(viewers[2])
    expect(statements).toEqual([])
    const [viewer] = viewers
    if (!viewer) throw new Error('no viewer')
    expect(await world.rooms.find(viewer, { key: 'lobby' })).toMatchObject({ title: 'lobby', memberCount: 1 })
  })

  test('whose member could not be let in is tried again', async () => {
    const failing = createIdentity({
      sites: world.sites,
      admit: async () => {
        if (++admitted === 1) throw new Error('no disk')
      },
    })
    const token = await sign(claims())
    await expect(failing.verifyToken(token, 'shop')).rejects.toThrow('no disk')
    await failing.verifyToken(token, 'shop')
    expect(admitted).toBe(2)
  })

  test('ends with its secret, though it was proved before', async () => {
    const token = await sign(claims())
    await identity.verifyToken(token, 'shop')
    const { SiteSecret, Revocation } = world.database.models
    const added = { site: 'shop', id: 'second', secret: 'x'.repeat(43), createdAt: Date.now() }
    await SiteSecret.create(added)
    await SiteSecret.update({ revokedAt: Date.now() }, { where: { secret: new TextDecoder().decode(secret) } })
    await Revocation.create({ site: 'shop', kind: 'secret', subject: 'shop', createdAt: Date.now() })
    await expect
      .poll(() => identity.verifyToken(token, 'shop').catch(({ code }) => code), { timeout: 10_000 })
      .toBe('TOKEN')
    await identity.verifyToken(await sign(claims(), { key: new TextEncoder().encode(added.secret) }), 'shop')
    expect(admitted).toBe(2)
  })
})

describe('a request', () => {
  test('is a member’s, a server’s or nobody’s', async () => {
    const token = await sign(claims())
    const origin = 'https://shop.example'
    expect(await identity.authenticate({})).toEqual({ site: undefined, viewer: undefined })
    expect(await identity.authenticate({ siteHint: 'shop', origin })).toEqual({ site: 'shop', viewer: undefined })
    const member = await identity.authenticate({ authorization: `Bearer ${token}`, origin })
    expect(member).toMatchObject({ site: 'shop', viewer: { kind: 'member', member: { id: 'ann' } } })
    const { id: keyId, key } = await world.admin.addKey('shop')
    const server = await identity.authenticate({ authorization: `bearer  ${key}`, siteHint: 'shop' })
    expect(server).toEqual({ site: 'shop', viewer: { kind: 'server', site: 'shop', keyId } })
  })

  test('is refused where its site, its origin or its credentials are wrong', async () => {
    const token = await sign(claims())
    const { key } = await world.admin.addKey('shop')
    const refused = async (credentials: object, code: string, message: string) =>
      expect(identity.authenticate(credentials)).rejects.toEqual(fault(code, message))
    await refused({ siteHint: 'nowhere' }, 'SITE', 'no site "nowhere"')
    await refused({ siteHint: "x' OR 1=1" }, 'SITE', 'no such site')
    await refused({ siteHint: 'shop', origin: 'https://evil.example' }, 'ORIGIN', 'evil.example')
    for (const origin of [
      'https://evil.example',
      'null',
      'http://shop.example',
      'https://shop.example:8443',
      'https://a.shop.example',
    ])
      await refused({ authorization: `Bearer ${token}`, origin }, 'ORIGIN', 'is not on the list')
    await refused({ authorization: `Bearer ${token}`, siteHint: 'other' }, 'TOKEN', 'signature')
    await refused({ authorization: `Bearer ${key}`, siteHint: 'other' }, 'TOKEN', 'not for site "other"')
    await refused({ authorization: `Bearer ${key}x` }, 'TOKEN', 'site key is not valid')
    await refused({ authorization: `Basic ${token}` }, 'TOKEN', 'must be "Bearer "')
    await refused({ authorization: 'Bearer' }, 'TOKEN', 'must be "Bearer "')
    await refused(
      { authorization: `Bearer ${await sign({ ...claims(), aud: undefined })}` },
      'TOKEN',
      '"aud" is missing',
    )
  })
})
