import type { MembershipState } from '@damso/schema/model'
import type { MemberViewer, Page, ViewedRoom } from '@damso/schema/services'
import { Op, QueryTypes } from 'sequelize'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { describeDatabases, describeMysql } from '../testing/databases.ts'
import { listPage } from './view-sql.ts'
import { createWorld, type World } from './world.test.fixture.ts'

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
const SITES = ['shop', 'other']
const MEMBERS = 8
const ROOMS = 80

let world: World
const statements: string[] = []

/** mulberry32: a small generator with a seed. */
function createRandom(state: number): (below: number) => number {
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

const uuidOf = (at: number) => `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`

/** The same ids in both sites, few different times, so that ties and mix-ups would show. */
async function fill(random: (below: number) => number): Promise<void> {
  const { Member, Room, Membership } = world.database.models
  const states: MembershipState[] = ['active', 'active', 'active', 'left', 'removed', 'banned']
  for (const site of SITES) {
    const ids = Array.from({ length: MEMBERS }, (_, at) => `m${at}`)
    await Member.bulkCreate(ids.map((id) => ({ site, id, name: `${site} ${id}`, createdAt: 1, updatedAt: 1 })))
    for (let at = 0; at < ROOMS; at++) {
      const kind = (['direct', 'group', 'public'] as const)[random(3)] ?? 'group'
      const [id, large, actAt, lastSeq] = [uuidOf(at), random(4) === 0 && kind !== 'direct', random(12), random(5)]
      await Room.create({
        ...{ site, id, kind, title: kind === 'direct' ? '' : `100%_${at}!`, joinPolicy: 'invite', actAt, lastSeq },
        ...{ createdAt: 1, lastMessage: null, directPair: kind === 'direct' ? `${at}` : null },
      })
      const start = random(MEMBERS)
      const members = kind === 'direct' ? [start, (start + 1 + random(MEMBERS - 1)) % MEMBERS] : ids.keys()
      for (const member of members) {
        if (kind !== 'direct' && random(3) === 0) continue
        await Membership.create({
          ...{ site, room: id, member: `m${member}`, joinedAt: 1, large, readSeq: random(lastSeq + 1) },
          ...{ state: states[random(states.length)] ?? 'active', actAt: large ? random(5) : actAt },
        })
      }
    }
  }
}

/** A member of many rooms, some of them large, among others who are in as many. */
async function fillFor(member: string, rooms: number): Promise<void> {
  const { Room, Membership, Member } = world.database.models
  const ids = Array.from({ length: rooms }, (_, at) => uuidOf(at))
  const row = { site: 'shop', kind: 'group', title: 'Room', joinPolicy: 'invite', createdAt: 1 } as const
  await Room.bulkCreate(ids.map((id, at) => ({ ...row, id, actAt: at, lastSeq: at % 2 })))
  for (const who of [member, 'other-1', 'other-2', 'other-3']) {
    await Member.create({ site: 'shop', id: who, name: who, createdAt: 1, updatedAt: 1 })
    const held = { site: 'shop', member: who, joinedAt: 1 }
    await Membership.bulkCreate(ids.map((room, at) => ({ ...held, room, actAt: at, large: at % 500 === 0 })))
  }
  await world.database.sequelize.query('ANALYZE TABLE rooms, memberships, members')
}

const viewerOf = (site: string, id: string): MemberViewer => ({
  ...{ kind: 'member', site, role: 'member', expiresAt: Date.now() + 60_000 },
  member: { id, name: `${site} ${id}`, picture: null },
})
const viewers = SITES.flatMap((site) => Array.from({ length: MEMBERS }, (_, at) => viewerOf(site, `m${at}`)))

/** All pages of so many rooms, one after the other. */
async function walk(page: (after: string | null) => Promise<Page<ViewedRoom>>): Promise<ViewedRoom[]> {
  const rooms: ViewedRoom[] = []
  for (let after: string | null = null; ; ) {
    const { edges, hasNextPage } = await page(after)
    rooms.push(...edges.map(({ node }) => node))
    const last = edges.at(-1)
    expect(rooms.length, 'pages go on').toBeLessThanOrEqual(ROOMS)
    if (!hasNextPage || !last) return rooms
    after = last.cursor
  }
}

/** What the list says of a room, and what Sequelize's associations say: member, room, the others (shape C). */
const shown = ({ id, unreadCount, counterpart, viewerMembership }: ViewedRoom) => ({
  ...{ id, unreadCount, counterpart, role: viewerMembership?.role, readSeq: viewerMembership?.readSeq },
})

async function byAssociations({ site, member }: MemberViewer) {
  const { Member, Room, Membership } = world.database.models
  const others = {
    ...{ model: Membership, as: 'memberships', required: false, where: { site, member: { [Op.ne]: member.id } } },
    include: [{ model: Member, as: 'memberOf', required: false, where: { site } }],
  }
  const rows = await Membership.findAll({
    where: { site, member: member.id, state: 'active' },
    include: [{ model: Room, as: 'roomOf', required: true, where: { site }, include: [others] }],
  })
  return rows
    .map((row) => row.toJSON() as unknown as Joined)
    .map((row) => ({ row, actAt: row.large ? row.roomOf.actAt : row.actAt }))
    .sort((one, two) => two.actAt - one.actAt || (one.row.room < two.row.room ? 1 : -1))
    .map(({ row: { room: id, role, readSeq, roomOf } }) => {
      const other = roomOf.kind === 'direct' ? roomOf.memberships[0]?.memberOf : undefined
      const counterpart = other ? { id: other.id, name: other.name, picture: other.picture } : null
      return { id, unreadCount: roomOf.lastSeq - readSeq, counterpart, role, readSeq, title: roomOf.title }
    })
}

interface Joined {
  room: string
  role: string
  readSeq: number
  actAt: number
  large: boolean
  roomOf: {
    kind: string
    title: string
    lastSeq: number
    actAt: number
    memberships: { memberOf: { id: string; name: string; picture: string | null } }[]
  }
}

const holds = (text: string, search: string) => text.toLowerCase().includes(search.toLowerCase())

describeDatabases(`SEED=${seed}`, (create) => {
  beforeAll(async () => {
    world = await createWorld(create, (sql) => statements.push(sql))
    await fill(createRandom(seed))
  })
  afterAll(() => world.stop())
  beforeEach(() => {
    statements.length = 0
  })

  describe('the room list', () => {
    test('is what the associations give, whatever the size of its pages', async () => {
      for (const viewer of viewers) {
        const expected = (await byAssociations(viewer)).map(({ title: _, ...row }) => row)
        for (const first of [1, 7, 100]) {
          const rooms = await walk((after) => world.rooms.list(viewer, { first, after }))
          expect(rooms.map(shown), `${viewer.site} ${viewer.member.id} by ${first}`).toEqual(expected)
        }
      }
    })

    test('knows the unread ones, and their sum', async () => {
      for (const viewer of viewers) {
        const expected = (await byAssociations(viewer)).filter(({ unreadCount }) => unreadCount > 0)
        const rooms = await walk((after) => world.rooms.list(viewer, { first: 3, after, unreadOnly: true }))
        expect(rooms.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
        const total = expected.reduce((sum, { unreadCount }) => sum + unreadCount, 0)
        expect(await world.rooms.unreadTotal(viewer)).toBe(total)
      }
    })

    test.each(['1', '%', '_', '!', '*', '[a-z]', '^', 'shop', 'SHOP', "' OR 1=1 --", 'oTHer m3'])(
      'finds %s in titles and counterparts',
      async (search) => {
        for (const viewer of viewers) {
          const found = (await byAssociations(viewer)).filter(
            ({ title, counterpart }) => holds(title, search) || holds(counterpart?.name ?? '', search),
          )
          const rooms = await walk((after) => world.rooms.list(viewer, { first: 4, after, search }))
          expect(rooms.map(({ id }) => id)).toEqual(found.map(({ id }) => id))
        }
      },
    )

    test('is one statement a page, and so are its sum, the public rooms, the members', async () => {
      const [viewer] = viewers
      if (!viewer) throw new Error('no viewer')
      const count = async (act: () => Promise<unknown>) => {
        statements.length = 0
        await act()
        // The outbox's sweep and the sites' poll come by each second.
        return statements.filter((sql) => /\b(rooms|memberships|members)\b/.test(sql)).length
      }
      expect(await count(() => world.rooms.list(viewer, { first: 50 }))).toBe(1)
      expect(await count(() => world.rooms.list(viewer, { first: 50, unreadOnly: true, search: 'a' }))).toBe(1)
      expect(await count(() => world.rooms.unreadTotal(viewer))).toBe(1)
      expect(await count(() => world.rooms.publicRooms(viewer, { first: 50 }))).toBe(1)
      const room = (await world.rooms.list(viewer, { first: 1 })).edges[0]?.node.id ?? ''
      await world.access.check(viewer, 'read', room)
      expect(await count(() => world.rooms.memberships(viewer, room, { first: 50 }))).toBe(1)
      const ids = Array.from({ length: ROOMS }, (_, at) => uuidOf(at))
      expect(await count(() => world.rooms.findMany(viewer, ids))).toBe(1)
    })

    test('refuses what is no page', async () => {
      const [viewer] = viewers
      if (!viewer) throw new Error('no viewer')
      const refused = (args: object) => expect(world.rooms.list(viewer, { first: 10, ...args })).rejects
      for (const first of [0, -1, 1.5, Number.NaN])
        await refused({ first }).toMatchObject({ code: 'INVALID', field: 'first' })
      await refused({ first: 101 }).toMatchObject({ code: 'TOO_LONG', field: 'first', limit: 100 })
      for (const after of ['', 'x', 'W10', Buffer.from('["1","a"]').toString('base64url'), '\0'])
        await refused({ after }).toMatchObject({ code: 'INVALID', field: 'after' })
      await refused({ search: 'x'.repeat(100_000) }).toMatchObject({ code: 'TOO_LONG', field: 'search', limit: 200 })
      await refused({ search: '\ud800' }).toMatchObject({ code: 'INVALID', field: 'search' })
    })
  })

  test('public rooms are listed for those who may come in, members by id, people by name', async () => {
    const [viewer] = viewers
    if (!viewer) throw new Error('no viewer')
    const { Room, Membership } = world.database.models
    const { site, member } = viewer
    const shut = await Membership.findAll({
      where: { site, member: member.id, state: ['removed', 'banned'] },
      raw: true,
    })
    const keptOut = new Set(shut.map(({ room }) => room))
    const order: [string, string][] = [
      ['actAt', 'DESC'],
      ['id', 'DESC'],
    ]
    const open = (await Room.findAll({ where: { site, kind: 'public' }, order, raw: true })).map(({ id }) => id)
    const listed = await walk((after) => world.rooms.publicRooms(viewer, { first: 3, after }))
    expect(listed.map(({ id }) => id)).toEqual(open.filter((id) => !keptOut.has(id)))

    const [room] = (await world.rooms.list(viewer, { first: 100 })).edges.filter(({ node }) => node.kind === 'group')
    const page = await world.rooms.memberships(viewer, room?.node.id ?? '', { first: 2 })
    const rest = await world.rooms.memberships(viewer, room?.node.id ?? '', {
      first: 100,
      after: page.edges.at(-1)?.cursor ?? '',
    })
    const names = [...page.edges, ...rest.edges].map(({ node }) => [node.member, node.memberOf.name])
    const active = await Membership.findAll({ where: { site, room: room?.node.id ?? '', state: 'active' }, raw: true })
    expect(names).toEqual(active.map(({ member }) => [member, `${site} ${member}`]).sort())

    const people = await world.members.search(viewer, { first: 2, search: 'shop' })
    const others = await world.members.search(viewer, {
      first: 100,
      search: 'shop',
      after: people.edges.at(-1)?.cursor ?? '',
    })
    expect([...people.edges, ...others.edges].map(({ node }) => node.id)).toEqual(
      Array.from({ length: MEMBERS - 1 }, (_, at) => `m${at + 1}`),
    )
  })

  test.each([
    ['김철수', '철수', true],
    ['김철수', '김수', false],
    ['Ann-Marie', 'ANN', true],
    ['ÉMILE', 'émile', true],
    ['Émile', 'emile', false],
    ['😀', '😁', false],
    ['Straße', 'STRASSE', false],
    ['Straße', 'STRAß', true],
    ['a]b', ']', true],
    ['a?b', 'a*b', false],
    ['50 %', '%', true],
    ['50', '%', false],
  ])('%s is found by %s: %s', async (name, search, found) => {
    const viewer = await world.member('finder', { site: 'other' })
    await world.members.upsert(world.server('other'), [{ id: 'found', name }])
    const page = await world.members.search(viewer, { first: 10, search })
    expect(page.edges.map(({ node }) => node.name).includes(name)).toBe(found)
  })
})

describe('the plan of a page: SQLite', () => {
  beforeAll(async () => {
    world = await createWorld()
    await fill(createRandom(seed))
  })
  afterAll(() => world.stop())

  test('takes its page of small rooms from the index alone, already in order', async () => {
    const explain = async (unreadOnly: boolean) => {
      const bind = { site: 'shop', member: 'm0', actAt: 5, room: uuidOf(40) }
      const sql = `EXPLAIN QUERY PLAN ${listPage({ unreadOnly, matches: null, limit: 31 })}`
      const rows = await world.database.sequelize.query<{ detail: string }>(sql, { type: QueryTypes.SELECT, bind })
      return rows.map(({ detail }) => detail)
    }
    const plan = await explain(false)
    const small = plan.slice(0, plan.findIndex((line) => line.includes('large=?') && line.includes('SEARCH r')) + 1)
    expect(plan.join('\n')).toMatch(
      /SEARCH s USING COVERING INDEX memberships_by_activity \(site=\? AND member=\? AND state=\? AND large=\? AND act_at<\?\)/,
    )
    expect(small.join('\n')).not.toContain('SCAN memberships')
    expect((await explain(true)).join('\n')).toContain('USING COVERING INDEX memberships_by_activity')
  })
})

describeMysql('the plan of a page', (create) => {
  beforeAll(async () => {
    world = await createWorld(create, (sql) => statements.push(sql))
    await fillFor('m0', 2_000)
  })
  afterAll(() => world.stop())

  test.each([false, true])('walks the covering index, in its order (unread only: %s)', async (unreadOnly) => {
    const bind = { site: 'shop', member: 'm0', actAt: 1_000, room: uuidOf(1_000) }
    const sql = `EXPLAIN ${listPage({ unreadOnly, matches: null, limit: 31 })}`
    const plan = await world.database.sequelize.query<PlanRow>(sql, { type: QueryTypes.SELECT, bind })
    const [small, large] = plan.filter(({ table }) => table === 's')
    expect(small).toMatchObject({ type: 'range', key: 'memberships_by_activity', Extra: 'Using where; Using index' })
    // Only the few large rooms are sorted: their time is the room's.
    expect(large).toMatchObject({ type: 'ref', key: 'memberships_by_activity' })
    expect(plan.find(({ table, id }) => table === 'r' && id === small?.id)?.type).toBe(
      unreadOnly ? 'eq_ref' : undefined,
    )
  })
})

interface PlanRow {
  id: number
  table: string
  type: string
  key: string | null
  Extra: string
}
