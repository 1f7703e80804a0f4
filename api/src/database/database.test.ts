import { QueryTypes, UniqueConstraintError } from 'sequelize'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type CreateTestDatabase,
  createSqliteDatabase,
  describeDatabases,
  type TestDatabase,
} from '../testing/databases.ts'
import { createDatabase, type Database } from './database.ts'

let place: TestDatabase
let database: Database

const open = () => createDatabase({ url: place.url, onFatal: (error) => expect.fail(error.message) })

function useDatabase(create: CreateTestDatabase): void {
  beforeEach(async () => {
    place = await create()
    database = open()
    await database.migrate()
  })

  afterEach(async () => {
    await database.stop()
    await place.remove()
  })
}

const site = (id: string) => ({ id, name: 'Shop', createdAt: 1 })

describeDatabases('database', (create) => {
  useDatabase(create)

  test('migrations run once, and give each model exactly its columns', async () => {
    expect(await database.migrate()).toEqual([])
    const queryInterface = database.sequelize.getQueryInterface()
    for (const model of Object.values(database.models)) {
      const columns = await queryInterface.describeTable(model.getTableName())
      const attributes = Object.values(model.rawAttributes).map(({ field }) => field)
      expect(Object.keys(columns).sort(), model.name).toEqual(attributes.sort())
    }
  })

  test('a row comes back as it went in: booleans, positions of 53 bits, null', async () => {
    const { Site, Room } = database.models
    const row = { site: 'shop', id: 'r', kind: 'group', title: '담소', joinPolicy: 'invite' } as const
    await database.write(async (transaction) => {
      await Site.create(site('shop'), { transaction })
      await Room.create(
        { ...row, frozen: true, lastPosition: Number.MAX_SAFE_INTEGER, actAt: 1_790_000_000_000, createdAt: 1 },
        { transaction },
      )
    })
    const found = await Room.findOne({ where: { site: 'shop', id: 'r' } })
    expect(found?.get({ plain: true })).toMatchObject({
      ...row,
      frozen: true,
      lastPosition: Number.MAX_SAFE_INTEGER,
      lastMessage: null,
    })
  })

  test('a transaction that throws leaves nothing behind, and the next one goes on', async () => {
    const { Site } = database.models
    const failed = database.write(async (transaction) => {
      await Site.create(site('a'), { transaction })
      throw new Error('changed my mind')
    })
    await expect(failed).rejects.toThrow('changed my mind')
    await database.write((transaction) => Site.create(site('b'), { transaction }))
    expect((await Site.findAll({ raw: true })).map(({ id }) => id)).toEqual(['b'])
  })

  test('hundreds of transactions at once, reads and single writes between them, all succeed', async () => {
    const { Site, Revocation } = database.models
    await Promise.all(
      Array.from({ length: 200 }, async (_, at) => {
        await database.write(async (transaction) => {
          await Site.create(site(`s${at}`), { transaction })
          await Revocation.create({ site: `s${at}`, kind: 'key', subject: 'k', createdAt: 1 }, { transaction })
        })
        await Site.update({ name: 'Other' }, { where: { id: `s${at}` } })
        expect(await Site.findByPk(`s${at}`, { raw: true })).toMatchObject({ name: 'Other' })
      }),
    )
    expect(await Revocation.count()).toBe(200)
    const sequences = await Revocation.findAll({ attributes: ['sequence'], order: ['sequence'], raw: true })
    expect(sequences.at(-1)?.sequence).toBe(200)
  })

  test('constraints are told apart as Sequelize tells them', async () => {
    const { Site, SiteOrigin } = database.models
    await Site.create(site('shop'))
    await expect(Site.create(site('shop'))).rejects.toThrow(UniqueConstraintError)
    await expect(SiteOrigin.create({ site: 'none', origin: 'https://a.example' })).rejects.toMatchObject({
      name: 'SequelizeForeignKeyConstraintError',
    })
  })

  test('what one process commits, another one beside it reads and follows up', async () => {
    const beside = open()
    try {
      await beside.write((transaction) => beside.models.Site.create(site('shop'), { transaction }))
      expect(await database.models.Site.count()).toBe(1)
      await database.write((transaction) => database.models.Site.create(site('shop2'), { transaction }))
      expect(await beside.models.Site.count()).toBe(2)
    } finally {
      await beside.stop()
    }
  })

  test('two processes that write at the same time wait for each other', async () => {
    const beside = open()
    try {
      const writing = [database, beside].flatMap((into, process) =>
        Array.from({ length: 40 }, (_, at) =>
          into.write((transaction) => into.models.Site.create(site(`s${process}-${at}`), { transaction })),
        ),
      )
      await Promise.all(writing)
      expect(await database.models.Site.count()).toBe(80)
    } finally {
      await beside.stop()
    }
  })

  test('a database that a newer release migrated is left alone', async () => {
    const { sequelize } = database
    await sequelize.query("INSERT INTO migrations (name) VALUES ('9999-of-tomorrow')")
    await expect(database.migrate()).rejects.toThrow('was migrated by a newer release (9999-of-tomorrow)')
  })

  test('migrations that were cut off are run again from the start', async () => {
    const { sequelize } = database
    await sequelize.query('DELETE FROM migrations')
    await sequelize.getQueryInterface().removeIndex('memberships', 'memberships_by_marker')
    expect(await database.migrate()).toEqual(['0001-tables', '0002-outbox-lease', '0003-cluster', '0004-log-cut'])
    const indexes = (await sequelize.getQueryInterface().showIndex('memberships')) as { name: string }[]
    expect(indexes.map(({ name }) => name)).toContain('memberships_by_marker')
  })
})

describe('database: SQLite', () => {
  useDatabase(createSqliteDatabase)

  test('a page of the room list walks the covering index alone', async () => {
    const plan = await database.sequelize.query<{ detail: string }>(
      `EXPLAIN QUERY PLAN SELECT room, act_at, read_seq FROM memberships
       WHERE site = 's' AND member = 'm' AND state = 'active' AND large = 0
         AND act_at <= 5 AND (act_at < 5 OR room < 'r') ORDER BY act_at DESC, room DESC LIMIT 31`,
      { type: QueryTypes.SELECT },
    )
    expect(plan.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('USING COVERING INDEX memberships_by_activity'),
    ])
  })
})

test('a URL of another kind is refused with the remedy', () => {
  expect(() => createDatabase({ url: 'oracle://x', onFatal: () => undefined })).toThrow(
    'DATABASE_URL must be sqlite:<path of the file> or mysql://user:password@host:port/name',
  )
})
