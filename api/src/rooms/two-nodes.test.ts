import { limits, roomKey } from '@damso/schema/model'
import type { MemberViewer } from '@damso/schema/services'
import type { Transaction } from 'sequelize'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createArchiveProgress } from '../archive/archive-progress.sql.ts'
import type { ArchivedBatch, PartitionLease } from '../archive/archive-progress.ts'
import { UnknownOutcome } from '../event-log/event-log.ts'
import { createSiteAdmin } from '../sites/site-admin.ts'
import { describeMysql } from '../testing/databases.ts'
import { createWorld, type Node, type World } from './world.test.fixture.ts'

let world: World
let nodes: [Node, Node]

/** So many acts at once, on the two nodes in turn. */
const atOnce = <T>(times: number, act: (node: Node, at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: times }, (_, at) => act(nodes[at % 2 ? 1 : 0], at)))

const group = (...ids: string[]) => world.rooms.upsert(world.server(), `room-${ids.join('-')}`, { title: 'Room' })

const distinct = (rooms: readonly { id: string }[]) => new Set(rooms.map(({ id }) => id)).size

async function room(id: string) {
  const row = await world.database.models.Room.findOne({ where: { id }, raw: true })
  const members = await world.database.models.Membership.count({ where: { room: id, state: 'active' } })
  return { row, members }
}

describeMysql('two nodes at once', (create) => {
  beforeEach(async () => {
    world = await createWorld(create)
    nodes = [world, await world.beside()]
  })
  afterEach(() => world.stop())

  test('open one direct room', async () => {
    const [ann, bob] = [await world.member('ann'), await world.member('bob')]
    const opened = await atOnce(12, ({ rooms }, at) =>
      at % 4 < 2 ? rooms.openDirect(ann, 'bob') : rooms.openDirect(bob, 'ann'),
    )
    expect(distinct(opened)).toBe(1)
    expect(await world.database.models.Room.count()).toBe(1)
    expect(opened[0]?.memberCount).toBe(2)
  })

  test('make one room of a key, and one member of an id', async () => {
    const server = world.server()
    const made = await atOnce(12, ({ rooms }, at) => rooms.upsert(server, 'order-1', { title: `Order ${at}` }))
    expect(distinct(made)).toBe(1)
    const names = [...'abcdefgh'].map((id) => ({ id, name: `Name ${id}` }))
    await atOnce(12, ({ members }, at) => members.upsert(server, at % 3 ? names : names.toReversed()))
    expect(await world.database.models.Member.count()).toBe(names.length)
  })

  test('let in the tokens of many members that grant the same rooms', async () => {
    const rooms = Object.fromEntries(['a', 'b', 'c', 'd'].map((key) => [key, 'member'] as const))
    const turned = Object.fromEntries(Object.entries(rooms).toReversed())
    const viewers: MemberViewer[] = []
    for (let at = 0; at < 12; at++) viewers.push(await world.member(`m${at % 6}`))
    await atOnce(12, (node, at) => node.rooms.admit(viewers[at] as MemberViewer, at % 3 ? rooms : turned))
    const made = await world.database.models.Room.findAll({ raw: true })
    expect(made.map(({ key, memberCount }) => [key, memberCount]).sort()).toEqual([
      ['a', 6],
      ['b', 6],
      ['c', 6],
      ['d', 6],
    ])
  })

  test('do not pass the limit of members', async () => {
    const ann = await world.member('ann')
    const { id } = await world.rooms.create(ann, { title: 'Square', kind: 'public' })
    await world.database.models.Room.update({ memberCount: limits.roomMembers - 3 }, { where: { id } })
    const viewers: MemberViewer[] = []
    for (let at = 0; at < 10; at++) viewers.push(await world.member(`m${at}`))
    const outcomes = await atOnce(10, ({ rooms }, at) =>
      rooms.join(viewers[at] as MemberViewer, id).then(
        () => 'in',
        ({ code }) => code,
      ),
    )
    expect(outcomes.filter((outcome) => outcome === 'in')).toHaveLength(3)
    expect(outcomes.filter((outcome) => outcome === 'FULL')).toHaveLength(7)
    expect((await room(id)).row?.memberCount).toBe(limits.roomMembers)
  })

  test('turn a room large once, with every membership of it', async () => {
    const ids = Array.from({ length: limits.largeRoomMembers - 2 }, (_, at) => `m${at}`)
    await world.members.upsert(
      world.server(),
      [...ids, 'x0', 'x1', 'x2', 'x3'].map((id) => ({ id, name: id })),
    )
    const { id } = await group('large')
    await world.rooms.addMembers(world.server(), id, ids)
    await atOnce(4, ({ rooms }, at) => rooms.addMembers(world.server(), id, [`x${at}`]))
    const { row, members } = await room(id)
    expect([row?.memberCount, members]).toEqual([limits.largeRoomMembers + 2, limits.largeRoomMembers + 2])
    expect(await world.database.models.Membership.count({ where: { room: id, large: true } })).toBe(members)
  })

  test('change one membership: every version is one change, the count is right, the log says each once', async () => {
    await world.member('ann')
    const bob = await world.member('bob')
    const { id } = await group('crew')
    await world.rooms.addMembers(world.server(), id, ['ann', 'bob'])
    const server = world.server()
    await atOnce<unknown>(24, ({ rooms }, at) => {
      if (at % 3 === 0) return rooms.removeMember(server, id, 'bob')
      if (at % 3 === 1) return rooms.addMembers(server, id, ['bob'])
      // Refused while they are removed.
      return rooms.setRole(server, id, 'bob', at % 2 ? 'operator' : 'member').catch(() => undefined)
    })
    const { row, members } = await room(id)
    expect(row?.memberCount).toBe(members)
    // An act that finds all done sees to what did it, so that an event may stand there twice, under one id.
    const records = new Map((await world.caughtUp()).map((record) => [record.eventId, record]))
    const said = [...records.values()].flatMap((record) =>
      record.kind === 'membership' && record.body.member.id === bob.member.id ? [record.body.version] : [],
    )
    expect(said.sort((one, other) => one - other)).toEqual(said.map((_, at) => at + 1))
    expect((await world.membership('shop', id, 'bob'))?.version).toBe(said.length)
  })

  test('one is cut off from the log: what it did is said before the other answers that it is done', async () => {
    const cut = await world.beside(async () => {
      throw new UnknownOutcome('cut off')
    })
    await cut.outbox.stop()
    const server = world.server()
    const ann = await world.member('ann')
    const bob = await world.member('bob')
    const { id } = await world.rooms.create(ann, { title: 'Square', kind: 'public' })
    const said = async () =>
      (await world.caughtUp()).flatMap((record) =>
        record.kind === 'membership' && record.body.member.id === 'bob' ? [record.body.state] : [],
      )
    await world.rooms.join(bob, id)
    await expect(cut.rooms.leave(bob, id)).rejects.toThrow('cut off')
    await world.rooms.leave(bob, id)
    expect(await said()).toEqual(['active', 'left'])

    await world.rooms.addMembers(server, id, ['bob'])
    await expect(cut.rooms.removeMember(server, id, 'bob')).rejects.toThrow('cut off')
    await world.rooms.removeMember(server, id, 'bob')
    expect(await said()).toEqual(['active', 'left', 'active', 'removed'])

    await expect(cut.rooms.update(ann, id, { frozen: true })).rejects.toThrow('cut off')
    await world.rooms.update(ann, id, { frozen: true })
    const frozen = (await world.caughtUp()).filter(({ kind }) => kind === 'room')
    expect(frozen.at(-1)).toMatchObject({ body: { frozen: true } })
  })

  test('archive a room while members join and read: nobody is left behind', async () => {
    const ann = await world.member('ann')
    const { id } = await world.rooms.create(ann, { title: 'Square', kind: 'public' })
    const key = roomKey(ann, id)
    const progress = createArchiveProgress(nodes[1].database)
    const lease = await progress.claim(0, 0, 'node-b')
    if (!lease) expect.fail('no lease')
    const viewers: MemberViewer[] = []
    for (let at = 0; at < 10; at++) viewers.push(await world.member(`m${at}`))
    let archived = 0
    const archiving = (async () => {
      for (let seq = 1; seq <= 40; seq++) {
        for (const node of nodes) Object.assign(node.archived, { seq, newest: seq })
        expect(await progress.commit(batchOf(lease, key, seq))).toBe(true)
        archived = seq
      }
    })()
    await atOnce(10, async ({ rooms }, at) => {
      const viewer = viewers[at] as MemberViewer
      const joined = await rooms.join(viewer, id)
      expect(joined.readSeq).toBeLessThanOrEqual(joined.readPosition)
      await rooms.markRead(viewer, id, joined.readPosition + 1)
    })
    await archiving
    const { row } = await room(id)
    expect([row?.lastSeq, row?.lastPosition, row?.memberCount]).toEqual([archived, archived, 11])
    for (const membership of await world.database.models.Membership.findAll({ where: { room: id }, raw: true })) {
      expect(membership.actAt).toBe(row?.actAt)
      // Each position is a message that counts here, so a marker's seq is its position.
      expect(membership.readSeq).toBe(membership.readPosition)
    }
  })

  test('raise one marker: it never moves back', async () => {
    const ann = await world.member('ann')
    const { id } = await world.rooms.create(ann, { title: 'Crew' })
    for (const node of nodes) Object.assign(node.archived, { seq: 1_000, newest: 1_000 })
    const markers = await atOnce(10, ({ rooms }, at) => rooms.markRead(ann, id, at + 1))
    expect(Math.max(...markers.map(({ readPosition }) => readPosition))).toBe(10)
    expect(await world.membership('shop', id, 'ann')).toMatchObject({ readPosition: 10, readSeq: 10 })
  })

  test('see every change of a site, also one that took its number first and commits last', async () => {
    const { sites } = nodes[1]
    const allowed = (site: string) => sites.originAllowed(site, `https://${site}.example`)
    const change = async (site: string, transaction: Transaction) => {
      const { Revocation, SiteOrigin } = world.database.models
      await Revocation.create({ site, kind: 'origins', subject: site, createdAt: 1 }, { transaction })
      await SiteOrigin.create({ site, origin: `https://${site}.example` }, { transaction })
    }
    // Held from now on.
    expect([await allowed('shop'), await allowed('other')]).toEqual([false, false])
    await world.database.write(async (transaction) => {
      await change('shop', transaction)
      await world.database.write((later) => change('other', later))
      await expect.poll(() => allowed('other'), { timeout: 60_000 }).toBe(true)
      expect(await allowed('shop')).toBe(false)
    })
    await expect.poll(() => allowed('shop'), { timeout: 60_000 }).toBe(true)
  })

  test('make one site of an id, and keep the number of its keys', async () => {
    const admins = nodes.map(({ database }) => createSiteAdmin(database))
    const made = await Promise.allSettled(admins.map((admin) => admin.create({ id: 'club', name: 'Club' })))
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(made.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'INVALID', field: 'id' } })
    const added = await Promise.allSettled(
      Array.from({ length: 24 }, (_, at) => admins[at % 2]?.addKey('club') ?? Promise.reject(new Error('no admin'))),
    )
    expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(19)
  })
})

/** One message of the room, at the position of its seq. */
function batchOf(lease: PartitionLease, key: ReturnType<typeof roomKey>, seq: number): ArchivedBatch {
  const last = { lastSeq: seq, lastPosition: seq, lastChangePosition: seq, lastMessage: null }
  return {
    ...{ lease, archivedPosition: seq, archivedEventId: `event-${seq}` },
    summaries: [{ ...key, ...last, actAt: Date.now() + seq }],
    counted: [{ room: key, position: seq, seq }],
    ownReads: [],
  }
}
