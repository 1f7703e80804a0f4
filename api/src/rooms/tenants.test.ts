import { roomKey } from '@damso/schema/model'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { describeDatabases } from '../testing/databases.ts'
import { createWorld, type World } from './world.test.fixture.ts'

let world: World

describeDatabases('tenants', (create) => {
  beforeEach(async () => {
    world = await createWorld(create)
  })
  afterEach(() => world.stop())

  test('an id of another site finds nothing, whoever asks and however', async () => {
    const ann = await world.member('ann')
    const [eve, boss] = [
      await world.member('eve', { site: 'other' }),
      await world.member('boss', { site: 'other', role: 'operator' }),
    ]
    await world.member('ann', { site: 'other' })
    const { id } = await world.rooms.create(ann, { title: 'Crew', kind: 'public' })
    await world.rooms.upsert(world.server(), 'order-1', { title: 'Order' })
    const notFound = expect.objectContaining({ name: 'Refusal', code: 'NOT_FOUND' })

    for (const viewer of [eve, boss, world.server('other')]) {
      expect(await world.rooms.find(viewer, { id })).toBeUndefined()
      expect(await world.rooms.find(viewer, { key: 'order-1' })).toBeUndefined()
      expect(await world.rooms.findMany(viewer, [id])).toEqual([undefined])
      await expect(world.rooms.memberships(viewer, id, { first: 10 })).rejects.toEqual(notFound)
      await expect(world.rooms.update(viewer, id, { title: 'Mine' })).rejects.toEqual(notFound)
      await expect(world.rooms.addMembers(viewer, id, ['ann'])).rejects.toEqual(notFound)
      await expect(world.rooms.removeMember(viewer, id, 'ann')).rejects.toEqual(notFound)
      await expect(world.rooms.setRole(viewer, id, 'ann', 'member')).rejects.toEqual(notFound)
      await expect(world.access.check(viewer, 'read', id)).rejects.toEqual(notFound)
    }
    for (const viewer of [eve, boss]) {
      await expect(world.rooms.join(viewer, id)).rejects.toEqual(notFound)
      await expect(world.rooms.leave(viewer, id)).rejects.toEqual(notFound)
      await expect(world.rooms.setNotify(viewer, id, 'none')).rejects.toEqual(notFound)
      await expect(world.rooms.markRead(viewer, id, 1)).rejects.toEqual(notFound)
      expect((await world.rooms.list(viewer, { first: 10 })).edges).toEqual([])
      expect((await world.rooms.publicRooms(viewer, { first: 10 })).edges).toEqual([])
      expect(await world.rooms.unreadTotal(viewer)).toBe(0)
    }
    await expect(world.rooms.setMembers(world.server('other'), id, [])).rejects.toEqual(notFound)
    expect(await world.access.membership('other', id, 'ann')).toBeUndefined()
    expect(await world.access.room(roomKey(eve, id))).toBeUndefined()

    const found = await world.members.search(eve, { first: 10, search: 'ann' })
    expect(found.edges.map(({ node }) => node.id)).toEqual(['ann'])
    await world.members.upsert(world.server('other'), [{ id: 'ann', name: 'Other' }])
    expect(await world.members.find('shop', ['ann'])).toEqual([ann.member])

    expect(await world.rooms.find(ann, { id })).toMatchObject({ title: 'Crew', memberCount: 1 })
  })

  test('the same key and the same member of two sites are two rooms and two members', async () => {
    const [ann, other] = [await world.member('ann'), await world.member('ann', { site: 'other', name: 'Other' })]
    await world.rooms.admit(ann, { lobby: 'member' })
    await world.rooms.admit(other, { lobby: 'member' })
    const [mine, theirs] = [
      await world.rooms.find(ann, { key: 'lobby' }),
      await world.rooms.find(other, { key: 'lobby' }),
    ]
    expect(mine?.id).not.toBe(theirs?.id)
    expect([mine?.memberCount, theirs?.memberCount]).toEqual([1, 1])
  })
})
