import { limits, Refusal } from '@damso/schema/model'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { describeDatabases } from '../testing/databases.ts'
import { createWorld, type World } from './world.test.fixture.ts'

let world: World

const refusal = (code: string, field?: string) =>
  expect.objectContaining({ name: 'Refusal', code, ...(field && { field }) })

describeDatabases('rooms', (create) => {
  beforeEach(async () => {
    world = await createWorld(create)
  })
  afterEach(() => world.stop())

  describe('a room made by a member', () => {
    test('has its maker as owner, the others as members, and says so in its log', async () => {
      const ann = await world.member('ann')
      await world.member('bob')
      const room = await world.rooms.create(ann, { title: ' Crew ', memberIds: ['bob', 'ann', 'bob'] })
      expect(room).toMatchObject({ title: 'Crew', kind: 'group', joinPolicy: 'invite', memberCount: 2, unreadCount: 0 })
      expect(room.viewerMembership).toMatchObject({ role: 'owner', state: 'active', version: 1 })
      expect(room.viewerCan).toEqual([
        'read',
        'post',
        'react',
        'invite',
        'remove',
        'setRole',
        'update',
        'deleteAny',
        'leave',
      ])
      const said = (await world.caughtUp()).map(({ kind, room, actor, body }) => ({ kind, room, by: actor?.id, body }))
      expect(said).toEqual([
        {
          kind: 'membership',
          room: room.id,
          by: 'ann',
          body: { member: ann.member, state: 'active', role: 'owner', version: 1 },
        },
        {
          ...{ kind: 'membership', room: room.id, by: 'ann' },
          body: {
            member: { id: 'bob', name: 'Name of bob', picture: null },
            state: 'active',
            role: 'member',
            version: 1,
          },
        },
      ])
    })

    test.each([
      ['title', {}, 'INVALID', 'title'],
      ['a blank title', { title: ' \u200b ' }, 'INVALID', 'title'],
      ['a title with NUL', { title: 'a\0' }, 'INVALID', 'title'],
      ['half a character', { title: 'a\ud800' }, 'INVALID', 'title'],
      ['a turned title', { title: 'a\u202eb' }, 'INVALID', 'title'],
      ['100 KB of title', { title: 'x'.repeat(100_000) }, 'TOO_LONG', 'title'],
      ['another kind', { title: 'a', kind: 'direct' }, 'INVALID', 'kind'],
      ['a picture that is no URL', { title: 'a', picture: 'javascript:1' }, 'INVALID', 'picture'],
      ['a pause of a week', { title: 'a', slowModeSeconds: 604_800 }, 'INVALID', 'slowModeSeconds'],
      ['an unknown member', { title: 'a', memberIds: ['nobody'] }, 'NOT_FOUND', 'memberIds'],
      ['a malformed member', { title: 'a', memberIds: ['x y'] }, 'INVALID', 'memberIds[0]'],
      ['too many members', { title: 'a', memberIds: Array(1_001).fill('x') }, 'TOO_LONG', 'memberIds'],
      ['no object', 'Crew', 'INVALID', 'body'],
    ])('is refused for %s, and nothing is stored', async (_, input, code, field) => {
      const ann = await world.member('ann')
      await expect(world.rooms.create(ann, input)).rejects.toEqual(refusal(code, field))
      expect(await world.database.models.Room.count()).toBe(0)
    })
  })

  describe('settings', () => {
    test('change what is named, clear what is null, and say only what changed', async () => {
      const ann = await world.member('ann')
      const { id } = await world.rooms.create(ann, { title: 'Crew', picture: 'https://a.example/p.png' })
      const room = await world.rooms.update(ann, id, {
        title: null,
        picture: null,
        frozen: true,
        postPolicy: 'members',
      })
      expect(room).toMatchObject({ title: 'Crew', picture: null, frozen: true })
      const [, record] = await world.caughtUp()
      expect(record).toMatchObject({ kind: 'room', body: { picture: null, frozen: true }, actor: ann.member })
      await world.rooms.update(ann, id, { frozen: true })
      expect(await world.caughtUp()).toHaveLength(2)
    })

    test('are seen by access at once', async () => {
      const ann = await world.member('ann')
      const bob = await world.member('bob')
      const { id } = await world.rooms.create(ann, { title: 'Crew', memberIds: ['bob'] })
      await world.access.check(bob, 'post', id)
      await world.rooms.update(ann, id, { frozen: true })
      await expect(world.access.check(bob, 'post', id)).rejects.toEqual(refusal('FROZEN'))
    })

    test('belong to operators', async () => {
      const ann = await world.member('ann')
      const bob = await world.member('bob')
      const { id } = await world.rooms.create(ann, { title: 'Crew', memberIds: ['bob'] })
      await expect(world.rooms.update(bob, id, { title: 'Mine' })).rejects.toEqual(refusal('FORBIDDEN'))
    })
  })

  describe('coming and going', () => {
    test('100 members who join at once are 100 members', async () => {
      const ann = await world.member('ann')
      const { id } = await world.rooms.create(ann, { title: 'Square', kind: 'public' })
      const joiners = await Promise.all(Array.from({ length: 100 }, (_, at) => world.member(`m${at}`)))
      await Promise.all(joiners.flatMap((viewer) => [world.rooms.join(viewer, id), world.rooms.join(viewer, id)]))
      expect((await world.rooms.find(ann, { id }))?.memberCount).toBe(101)
      const records = await world.caughtUp()
      expect(new Set(records.map(({ eventId }) => eventId)).size).toBe(101)
    })

    test('who joins has read what was said before', async () => {
      const ann = await world.member('ann')
      const bob = await world.member('bob')
      const { id } = await world.rooms.create(ann, { title: 'Square', kind: 'public' })
      await world.database.models.Room.update({ lastSeq: 7, lastPosition: 70 }, { where: { id } })
      expect(await world.rooms.join(bob, id)).toMatchObject({ readSeq: 7, readPosition: 70, state: 'active' })
      expect((await world.rooms.find(bob, { id }))?.unreadCount).toBe(0)
      expect((await world.rooms.find(ann, { id }))?.unreadCount).toBe(7)
    })

    test('who left may come back, who was removed may not; versions only grow', async () => {
      const ann = await world.member('ann')
      const bob = await world.member('bob')
      const { id } = await world.rooms.create(ann, { title: 'Square', kind: 'public' })
      await world.rooms.join(bob, id)
      const left = await world.rooms.leave(bob, id)
      expect(left).toMatchObject({ viewerMembership: null, memberCount: 1 })
      await world.rooms.join(bob, id)
      await world.rooms.removeMember(ann, id, 'bob')
      await expect(world.rooms.join(bob, id)).rejects.toEqual(refusal('NOT_FOUND'))
      await world.rooms.addMembers(ann, id, ['bob'])
      const versions = (await world.caughtUp())
        .filter((record) => record.kind === 'membership' && record.body.member.id === 'bob')
        .map(({ body }) => body)
      expect(versions).toMatchObject([
        { state: 'active', version: 1 },
        { state: 'left', version: 2 },
        { state: 'active', version: 3 },
        { state: 'removed', version: 4 },
        { state: 'active', version: 5 },
      ])
    })

    test('a removal answers when it stands in the log, and access knows it at once', async () => {
      const ann = await world.member('ann')
      const bob = await world.member('bob')
      const { id } = await world.rooms.create(ann, { title: 'Crew', memberIds: ['bob'] })
      await world.access.check(bob, 'read', id)
      await world.rooms.removeMember(ann, id, 'bob')
      await expect(world.access.check(bob, 'read', id)).rejects.toEqual(refusal('NOT_FOUND'))
      const [end] = await world.log.end()
      const last = end && (await world.log.read(end))
      expect(last).toMatchObject({ kind: 'membership', body: { state: 'removed', version: 2 } })
      expect(await world.rooms.find(bob, { id })).toBeUndefined()
      await world.rooms.removeMember(ann, id, 'bob')
      expect((await world.log.end())[0]).toEqual(end)
    })

    test('operators stand under owners', async () => {
      const [ann, bob] = [await world.member('ann'), await world.member('bob'), await world.member('eve')]
      const { id } = await world.rooms.create(ann, { title: 'Crew', memberIds: ['bob', 'eve'] })
      await expect(world.rooms.removeMember(bob, id, 'eve')).rejects.toEqual(refusal('FORBIDDEN'))
      expect(await world.rooms.setRole(ann, id, 'bob', 'operator')).toMatchObject({ role: 'operator', version: 2 })
      await expect(world.rooms.removeMember(bob, id, 'ann')).rejects.toEqual(refusal('FORBIDDEN'))
      await expect(world.rooms.setRole(bob, id, 'eve', 'owner')).rejects.toEqual(refusal('FORBIDDEN'))
      await world.rooms.removeMember(bob, id, 'eve')
      await expect(world.rooms.setRole(ann, id, 'eve', 'operator')).rejects.toEqual(refusal('NOT_FOUND'))
    })

    test('an invite-only room is not there for others; its members may invite, but not bring back who was removed', async () => {
      const [ann, bob, eve] = [await world.member('ann'), await world.member('bob'), await world.member('eve')]
      const { id } = await world.rooms.create(ann, { title: 'Crew', memberIds: ['bob'] })
      await expect(world.rooms.join(eve, id)).rejects.toEqual(refusal('NOT_FOUND'))
      await world.rooms.addMembers(bob, id, ['eve'])
      await world.rooms.removeMember(ann, id, 'eve')
      await expect(world.rooms.addMembers(bob, id, ['eve'])).rejects.toEqual(refusal('FORBIDDEN', 'memberIds'))
    })

    test('crossing 200 members makes a room large for good', async () => {
      const ids = Array.from({ length: limits.largeRoomMembers }, (_, at) => `m${at}`)
      await world.members.upsert(
        world.server(),
        ids.map((id) => ({ id, name: id })),
      )
      const { id } = await world.rooms.upsert(world.server(), 'hall', { title: 'Hall' })
      const large = () => world.database.models.Membership.count({ where: { room: id, large: true } })
      await world.rooms.setMembers(
        world.server(),
        id,
        ids.map((id) => ({ id })),
      )
      expect(await large()).toBe(0)
      await world.member('ann')
      await world.rooms.addMembers(world.server(), id, ['ann'])
      expect(await large()).toBe(201)
      await world.rooms.removeMember(world.server(), id, 'ann')
      await world.rooms.addMembers(world.server(), id, ['ann'])
      expect(await large()).toBe(201)
    })
  })

  describe('direct rooms', () => {
    test('two who open it at the same moment get one room', async () => {
      const [ann, bob] = [await world.member('ann'), await world.member('bob')]
      const opened = await Promise.all(
        Array.from({ length: 10 }, (_, at) =>
          at % 2 ? world.rooms.openDirect(ann, 'bob') : world.rooms.openDirect(bob, 'ann'),
        ),
      )
      expect(new Set(opened.map(({ id }) => id)).size).toBe(1)
      expect(opened[1]).toMatchObject({ kind: 'direct', memberCount: 2, counterpart: bob.member })
      expect(opened[1]?.viewerCan).toEqual(['read', 'post', 'react'])
      expect(await world.database.models.Room.count()).toBe(1)
    })

    test('follow the site’s policy', async () => {
      const [ann] = [await world.member('ann'), await world.member('bob'), await world.member('eve')]
      await world.database.models.Site.update({ directPolicy: 'shared' }, { where: { id: 'shop' } })
      await world.database.models.Revocation.create({ site: 'shop', kind: 'site', subject: 'shop', createdAt: 1 })
      await expect.poll(async () => (await world.sites.entry('shop'))?.directPolicy, { timeout: 10_000 }).toBe('shared')
      await expect(world.rooms.openDirect(ann, 'bob')).rejects.toEqual(refusal('FORBIDDEN', 'memberId'))
      await world.rooms.create(ann, { title: 'Crew', memberIds: ['bob'] })
      await world.rooms.openDirect(ann, 'bob')
      const found = await world.members.search(ann, { first: 10, search: 'name' })
      expect(found.edges.map(({ node }) => node.id)).toEqual(['bob'])
    })

    test.each([
      ['themselves', 'ann', 'INVALID'],
      ['nobody', 'nobody', 'NOT_FOUND'],
      ['a malformed id', 'a b', 'INVALID'],
    ])('cannot be opened with %s', async (_, other, code) => {
      const ann = await world.member('ann')
      await expect(world.rooms.openDirect(ann, other)).rejects.toEqual(refusal(code, 'memberId'))
    })

    test('are closed to operators of the site', async () => {
      const [ann, eve] = [
        await world.member('ann'),
        await world.member('eve', { role: 'operator' }),
        await world.member('bob'),
      ]
      const { id } = await world.rooms.openDirect(ann, 'bob')
      expect(await world.rooms.find(eve, { id })).toBeUndefined()
      await expect(world.access.check(eve, 'read', id)).rejects.toEqual(refusal('NOT_FOUND'))
    })
  })

  describe('a site’s backend', () => {
    test('upserts a room by key: made once, then changed', async () => {
      const server = world.server()
      await expect(world.rooms.upsert(server, 'order-1', {})).rejects.toEqual(refusal('INVALID', 'title'))
      await expect(world.rooms.upsert(server, 'order 1', { title: 'a' })).rejects.toEqual(refusal('INVALID', 'key'))
      const made = await Promise.all(
        Array.from({ length: 5 }, () => world.rooms.upsert(server, 'order-1', { title: 'Order 1' })),
      )
      expect(new Set(made.map(({ id }) => id)).size).toBe(1)
      const changed = await world.rooms.upsert(server, 'order-1', { joinPolicy: 'open' })
      expect(changed).toMatchObject({ id: made[0]?.id, title: 'Order 1', joinPolicy: 'open', key: 'order-1' })
      expect(await world.rooms.find(server, { key: 'order-1' })).toEqual(changed)
    })

    test('upserts members one by one', async () => {
      const server = world.server()
      const outcomes = await world.members.upsert(server, [
        { id: 'ann', name: 'Ann', picture: 'https://a.example/a.png' },
        { id: 'b b', name: 'Bob' },
        { id: 'eve' },
        'dan',
        { id: 'ann', name: 'Anna' },
      ])
      expect(outcomes).toEqual([
        { value: { id: 'ann', name: 'Anna', picture: null } },
        { refusal: refusal('INVALID', 'members[1].id') },
        { refusal: refusal('INVALID', 'members[2].name') },
        { refusal: expect.any(Refusal) },
        { value: { id: 'ann', name: 'Anna', picture: null } },
      ])
      await world.members.upsert(server, [{ id: 'ann', name: 'Ann', picture: 'https://a.example/a.png' }])
      await world.members.upsert(server, [{ id: 'ann', name: 'Anne' }])
      expect(await world.members.find('shop', ['ann', 'nobody'])).toEqual([
        { id: 'ann', name: 'Anne', picture: 'https://a.example/a.png' },
        undefined,
      ])
      const tooMany = Array.from({ length: 1_001 }, (_, at) => ({ id: `m${at}`, name: 'M' }))
      await expect(world.members.upsert(server, tooMany)).rejects.toEqual(refusal('TOO_LONG', 'members'))
    })

    test('sets a room’s members to exactly these, again without a change', async () => {
      const server = world.server()
      for (const id of ['ann', 'bob', 'eve', 'dan']) await world.member(id)
      const { id } = await world.rooms.upsert(server, 'crew', { title: 'Crew' })
      await world.rooms.setMembers(server, id, [{ id: 'ann', role: 'owner' }, { id: 'bob' }, { id: 'dan' }])
      await world.database.models.Membership.update({ state: 'banned' }, { where: { member: 'dan' } })
      await world.database.models.Room.update({ memberCount: 2 }, { where: { id } })
      const wanted = [{ id: 'ann' }, { id: 'eve', role: 'operator' }, { id: 'dan' }]
      const room = await world.rooms.setMembers(server, id, wanted)
      expect(room.memberCount).toBe(2)
      const states = async () =>
        (await world.database.models.Membership.findAll({ where: { room: id }, order: ['member'], raw: true })).map(
          ({ member, role, state, version }) => [member, role, state, version],
        )
      const after = [
        ['ann', 'owner', 'active', 1],
        ['bob', 'member', 'removed', 2],
        ['dan', 'member', 'banned', 1],
        ['eve', 'operator', 'active', 1],
      ]
      expect(await states()).toEqual(after)
      await world.rooms.setMembers(server, id, wanted)
      expect(await states()).toEqual(after)
      await expect(world.rooms.setMembers(server, id, [{ id: 'nobody' }])).rejects.toEqual(
        refusal('NOT_FOUND', 'members'),
      )
      await expect(world.rooms.setMembers(server, id, [{ role: 'owner' }])).rejects.toEqual(
        refusal('INVALID', 'members[0].id'),
      )
    })
  })

  describe('a token’s claims', () => {
    test('make the member, the rooms and the memberships, once', async () => {
      const ann = await world.member('ann')
      await world.rooms.admit(ann, { 'order-1': 'owner', vip: 'member' })
      const room = await world.rooms.find(ann, { key: 'order-1' })
      expect(room).toMatchObject({ kind: 'group', title: 'order-1', joinPolicy: 'invite', memberCount: 1 })
      expect(room?.viewerMembership?.role).toBe('owner')
      await world.rooms.admit(ann, { 'order-1': 'member', vip: 'member' })
      expect((await world.rooms.find(ann, { key: 'order-1' }))?.viewerMembership).toMatchObject({
        role: 'owner',
        version: 1,
      })
    })

    test('two tokens at once make one room', async () => {
      const [ann, bob] = [await world.member('ann'), await world.member('bob')]
      await Promise.all([ann, bob, ann].map((viewer) => world.rooms.admit(viewer, { lobby: 'member' })))
      expect((await world.rooms.find(ann, { key: 'lobby' }))?.memberCount).toBe(2)
    })

    test.each(['left', 'removed', 'banned'] as const)('leave out who %s', async (state) => {
      const ann = await world.member('ann')
      await world.rooms.admit(ann, { lobby: 'member' })
      await world.database.models.Membership.update({ state }, { where: { member: 'ann' } })
      await world.rooms.admit(ann, { lobby: 'member' })
      expect(await world.database.models.Membership.findAll({ raw: true })).toMatchObject([{ state, version: 1 }])
    })
  })

  describe('a join', () => {
    test('has read what was said before, also what is not archived yet', async () => {
      const [ann, bob] = [await world.member('ann'), await world.member('bob')]
      const { id } = await world.rooms.create(ann, { title: 'Crew', kind: 'public' })
      world.archived.newest = 30
      expect(await world.rooms.join(bob, id)).toMatchObject({ readPosition: 30, readSeq: 0 })
      world.archived.newest = 40
      await world.rooms.leave(bob, id)
      expect(await world.rooms.join(bob, id)).toMatchObject({ readPosition: 40 })
    })
  })

  describe('read markers', () => {
    test('never move back, resolve committed, and are told once', async () => {
      const ann = await world.member('ann')
      const { id } = await world.rooms.create(ann, { title: 'Crew' })
      world.archived.newest = 1_000
      world.archived.seq = 5
      await world.database.models.Room.update({ lastSeq: 5 }, { where: { id } })
      expect(await world.rooms.markRead(ann, id, 3)).toMatchObject({ readPosition: 3, readSeq: 3 })
      expect(await world.membership('shop', id, 'ann')).toMatchObject({ readPosition: 3 })
      expect(await world.rooms.unreadTotal(ann)).toBe(2)
      const [one, two] = await Promise.all([world.rooms.markRead(ann, id, 5), world.rooms.markRead(ann, id, 4)])
      expect(one).toEqual(two)
      expect(one).toMatchObject({ readPosition: 5, readSeq: 5 })
      expect(await world.rooms.markRead(ann, id, 1)).toMatchObject({ readPosition: 5 })
      expect(world.reads.map(({ position, readSeq }) => [position, readSeq])).toEqual([
        [3, 3],
        [5, 5],
      ])
    })

    test('do not pass what this node has seen of the log', async () => {
      const ann = await world.member('ann')
      const { id } = await world.rooms.create(ann, { title: 'Crew' })
      world.archived.newest = 1_000
      expect(await world.rooms.markRead(ann, id, Number.MAX_SAFE_INTEGER)).toMatchObject({ readPosition: 1_000 })
    })

    test.each([-1, 0.5, Number.NaN, '5', null])('refuse %s', async (position) => {
      const ann = await world.member('ann')
      const { id } = await world.rooms.create(ann, { title: 'Crew' })
      world.archived.newest = 1_000
      await expect(world.rooms.markRead(ann, id, position as number)).rejects.toEqual(refusal('INVALID', 'position'))
    })

    test('are for members alone', async () => {
      const [ann, eve] = [await world.member('ann'), await world.member('eve', { role: 'operator' })]
      const { id } = await world.rooms.create(ann, { title: 'Crew' })
      world.archived.newest = 1_000
      await expect(world.rooms.markRead(eve, id, 1)).rejects.toEqual(refusal('NOT_FOUND'))
    })
  })

  test('the live side asks about many at once', async () => {
    const [ann, bob] = [await world.member('ann'), await world.member('bob')]
    const stranger = await world.member('ann', { site: 'other' })
    const { id } = await world.rooms.create(ann, { title: 'Crew' })
    const elsewhere = await world.rooms.create(stranger, { title: 'Elsewhere' })
    const { roomKey } = await import('@damso/schema/model')
    const summaries = await world.rooms.summaries([
      roomKey(ann, id),
      roomKey(ann, elsewhere.id),
      roomKey(stranger, elsewhere.id),
    ])
    expect(summaries.map(({ site, id }) => [site, id]).sort()).toEqual(
      [
        ['shop', id],
        ['other', elsewhere.id],
      ].sort(),
    )
    expect(await world.rooms.membersAmong(roomKey(ann, id), ['ann', bob.member.id])).toEqual(new Set(['ann']))
    expect(await world.rooms.memberIdsOf(roomKey(ann, id), 10)).toEqual(['ann'])
    expect(await world.rooms.memberIdsOf(roomKey(stranger, id), 10)).toEqual([])
  })
})
