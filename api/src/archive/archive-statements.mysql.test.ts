import { QueryTypes } from 'sequelize'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDatabase, type Database } from '../database/database.ts'
import { describeMysql, type TestDatabase } from '../testing/databases.ts'
import { mysqlStatements } from './archive-statements.mysql.ts'
import type { Statement } from './archive-statements.ts'

let place: TestDatabase
let database: Database

/** Of the two tables, as they are walked. */
interface PlanRow {
  table: string
  type: string
  key: string | null
  rows: number
}

const ROOMS = 1_000
const MEMBERS = 20
const uuidOf = (at: number) => `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`
const rooms = Array.from({ length: ROOMS }, (_, at) => uuidOf(at))

describeMysql('statements of a batch', (create) => {
  beforeEach(async () => {
    place = await create()
    const onFatal = (error: Error) => expect.fail(error.message)
    database = createDatabase({ url: place.url, onFatal })
    await database.migrate()
    const { Site, Room, Membership } = database.models
    await Site.create({ id: 'shop', name: 'Shop', createdAt: 1 })
    const row = { site: 'shop', kind: 'group', title: 'Room', joinPolicy: 'invite', actAt: 1, createdAt: 1 } as const
    await Room.bulkCreate(rooms.map((id) => ({ ...row, id })))
    for (let at = 0; at < MEMBERS; at++) {
      const held = { site: 'shop', member: `m${at}`, joinedAt: 1, actAt: 1, readPosition: at }
      await Membership.bulkCreate(rooms.map((room) => ({ ...held, room })))
    }
    await database.sequelize.query('ANALYZE TABLE rooms, memberships')
  })
  afterEach(async () => {
    await database.stop()
    await place.remove()
  })

  async function planOf({ query, ...values }: Statement, table: string): Promise<PlanRow> {
    const options = { ...values, type: QueryTypes.SELECT } as const
    const plan = await database.sequelize.query<PlanRow>(`EXPLAIN ${query}`, options)
    const row = plan.find((row) => row.table === table) ?? expect.fail(`no ${table} in ${JSON.stringify(plan)}`)
    // MariaDB says it as text.
    return { ...row, rows: Number(row.rows) }
  }
  const summaries = rooms.map((room, at) => ({
    ...{ site: 'shop', room, last_seq: at, last_position: at, last_change_position: at, act_at: 1_000 },
    last_message: JSON.stringify({ text: `${at} "\\' 담소 😀\n` }),
  }))
  const markers = rooms.map((room) => ({ site: 'shop', room, member: 'm3', position: 50, seq: 5 }))

  test('walk the batch and find each row by its key', async () => {
    const byKey = (rows: number) => ({ key: 'PRIMARY', type: expect.stringMatching(/^(eq_)?ref$/), rows })
    expect(await planOf(mysqlStatements.raiseRooms(summaries), 'rooms')).toMatchObject(byKey(1))
    expect(await planOf(mysqlStatements.raiseMarkers(markers), 'memberships')).toMatchObject(byKey(1))
    const activity = await planOf(mysqlStatements.raiseActivity(summaries), 'memberships')
    expect(activity).toMatchObject({ key: expect.any(String), type: 'ref' })
    expect(activity.rows).toBeLessThanOrEqual(2 * MEMBERS)
  })

  test('find the markers ahead without walking the others', async () => {
    const firsts = rooms.slice(0, 500).map((room) => ({ site: 'shop', room, position: MEMBERS - 1 }))
    const plan = await planOf(mysqlStatements.selectMarkersAhead(firsts), 'memberships')
    expect(plan).toMatchObject({ key: 'memberships_by_marker', type: 'range' })
    expect(plan.rows).toBeLessThanOrEqual(2 * firsts.length)
  })

  test('carry what people write as they wrote it, for a thousand rooms at once', async () => {
    const { query, ...values } = mysqlStatements.raiseRooms(summaries)
    await database.sequelize.query(query, values)
    for (const { id, lastSeq, lastMessage } of await database.models.Room.findAll({ raw: true })) {
      const given = summaries[lastSeq]
      expect([id, lastMessage]).toEqual([given?.room, given?.last_message])
    }
  })
})
