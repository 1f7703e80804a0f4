import { QueryTypes, type Transaction } from 'sequelize'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { describeMysql, runOnServer, type TestDatabase } from '../../testing/databases.ts'
import { createDatabase, type Database } from '../database.ts'
import { POOL } from './bound-pool.ts'

let place: TestDatabase
let opened: Database[]

const open = (url = place.url) => {
  const database = createDatabase({ url, onFatal: (error) => expect.fail(error.message) })
  opened.push(database)
  return database
}
const changed = (change: (url: URL) => void) => {
  const url = new URL(place.url)
  change(url)
  return url.href
}
const nameOf = (url: string) => new URL(url).pathname.slice(1)
const site = (id: string) => ({ id, name: 'Shop', createdAt: 1 })

describeMysql('a server', (create) => {
  beforeEach(async () => {
    opened = []
    place = await create()
  })
  afterEach(async () => {
    for (const database of opened) await database.stop()
    await place.remove()
  })

  describe('that is not as it should be is told from the others in one line', () => {
    test.each<[string, (url: URL) => void, RegExp]>([
      ['no database', (url) => Object.assign(url, { pathname: '/nowhere' }), /CREATE DATABASE `nowhere` CHARACTER SET/],
      ['a wrong password', (url) => Object.assign(url, { password: 'wrong' }), /the name or the password is wrong/],
      ['an unknown host', (url) => Object.assign(url, { hostname: 'nowhere.invalid' }), /no host "nowhere.invalid"/],
      ['nobody there', (url) => Object.assign(url, { port: '1' }), /nothing listens on/],
      ['no TLS to trust', (url) => url.searchParams.set('tls', 'true'), /speaks no TLS|is none to trust/],
    ])('%s', async (_, change, message) => {
      await expect(open(changed(change)).migrate()).rejects.toMatchObject({
        name: 'StartError',
        message: expect.stringMatching(message),
      })
    })

    test('a missing privilege, by its name', async () => {
      const name = nameOf(place.url)
      const user = name.slice(-20)
      const url = changed((url) => Object.assign(url, { username: user, password: 'p@ss/w' }))
      const refused = (message: string) =>
        expect(open(url).migrate()).rejects.toMatchObject({
          name: 'StartError',
          message: expect.stringContaining(message),
        })
      try {
        await runOnServer(`CREATE USER '${user}' IDENTIFIED BY 'p@ss/w'`)
        await refused(`may not use the database "${name}": GRANT SELECT, INSERT`)
        await runOnServer(`GRANT SELECT, INSERT, UPDATE ON \`${name}\`.* TO '${user}'`)
        await refused(`lacks the privilege CREATE: GRANT SELECT, INSERT`)
        await runOnServer(`GRANT DELETE, CREATE, ALTER, INDEX, REFERENCES ON \`${name}\`.* TO '${user}'`)
        expect(await open(url).migrate()).toEqual(['0001-tables', '0002-outbox-lease', '0003-cluster', '0004-log-cut'])
        await runOnServer(`REVOKE DELETE ON \`${name}\`.* FROM '${user}'`)
        await refused('lacks the privilege DELETE: GRANT')
      } finally {
        await runOnServer(`DROP USER IF EXISTS '${user}'`)
      }
    })
  })

  test('is migrated by one of the nodes that start together', async () => {
    const migrated = await Promise.all([1, 2, 3].map(() => open().migrate()))
    expect(migrated.filter((names) => names.length > 0)).toEqual([
      ['0001-tables', '0002-outbox-lease', '0003-cluster', '0004-log-cut'],
    ])
  })

  describe('in use', () => {
    let database: Database

    beforeEach(async () => {
      database = open()
      await database.migrate()
    })

    const select = async <T extends object>(sql: string): Promise<T | undefined> => {
      const [row] = await database.sequelize.query<T>(sql, { type: QueryTypes.SELECT })
      return row
    }

    test('works by our rules, not by those of its own file', async () => {
      expect(await select('SELECT @@sql_mode AS rules')).toEqual({
        rules: expect.stringMatching(/^STRICT_ALL_TABLES,/),
      })
      const { Site } = database.models
      await expect(Site.create({ ...site('shop'), name: 'x'.repeat(300) })).rejects.toThrow('Data too long')
      await Site.create({ ...site("a\\' OR 1=1 --"), name: "back\\slash ' 담소 😀" })
      expect(await Site.findAll({ raw: true })).toMatchObject([{ id: "a\\' OR 1=1 --", name: "back\\slash ' 담소 😀" }])
    })

    test('compares octet by octet: case, accents and emoji differ', async () => {
      const ids = ['ann', 'Ann', 'ánn', '😀', '😁']
      for (const id of ids) await database.models.Site.create(site(id))
      for (const id of ids) expect(await database.models.Site.count({ where: { id } })).toBe(1)
    })

    test('says its own time, whatever time zone a session has', async () => {
      const asked = await database.sequelize.transaction(async (transaction) => {
        const options = { transaction, type: QueryTypes.SELECT } as const
        await database.sequelize.query("SET time_zone = '+09:00'", { transaction })
        return database.sequelize.query<{ now: number }>(`SELECT ${database.clock} AS now`, options)
      })
      expect(Math.abs((asked[0]?.now ?? 0) - Date.now())).toBeLessThan(60_000)
    })

    test('is asked again by transactions that wait for each other', async () => {
      const { Site } = database.models
      await Site.bulkCreate([site('a'), site('b')])
      let attempts = 0
      let arrived = 0
      let open = () => {}
      const bothHoldOne = new Promise<void>((resolve) => {
        open = resolve
      })
      const rename = (first: string, second: string) =>
        database.write(async (transaction) => {
          attempts++
          await Site.update({ name: first }, { where: { id: first }, transaction })
          if (++arrived === 2) open()
          await bothHoldOne
          await Site.update({ name: first }, { where: { id: second }, transaction })
        })
      await Promise.all([rename('a', 'b'), rename('b', 'a')])
      expect(attempts).toBe(3)
    })

    test('is asked again where a row is held for long, and not where something else goes wrong', async () => {
      const { Site } = database.models
      await Site.create(site('a'))
      let release = () => {}
      const released = new Promise<void>((resolve) => {
        release = resolve
      })
      const change = (transaction: Transaction) => Site.update({ name: 'b' }, { where: { id: 'a' }, transaction })
      let held = () => {}
      const isHeld = new Promise<void>((resolve) => {
        held = resolve
      })
      const holding = database.write(async (transaction) => {
        await change(transaction)
        held()
        await released
      })
      await isHeld
      let attempts = 0
      await database.write(async (transaction) => {
        if (++attempts === 2) release()
        await change(transaction)
      })
      await holding
      expect(attempts).toBe(2)

      attempts = 0
      const failing = database.write(async (transaction) => {
        attempts++
        await Site.create(site('a'), { transaction })
      })
      await expect(failing).rejects.toMatchObject({ name: 'SequelizeUniqueConstraintError' })
      expect(attempts).toBe(1)
    })

    test('that ends the connections is connected to again', async () => {
      await database.models.Site.create(site('a'))
      const holding = database.write(async (transaction) => {
        await database.models.Site.create(site('lost'), { transaction })
        const own = `SELECT id AS id FROM information_schema.processlist WHERE db = '${nameOf(place.url)}'`
        for (const { id } of await runOnServer(own)) await runOnServer(`KILL ${id}`)
        await database.models.Site.create(site('b'), { transaction })
      })
      await expect(holding).rejects.toThrow()
      await database.models.Site.create(site('c'))
      expect((await database.models.Site.findAll({ order: ['id'], raw: true })).map(({ id }) => id)).toEqual(['a', 'c'])
    })

    test('whose connections are all taken says that it is busy', async () => {
      let release = () => {}
      const released = new Promise<void>((resolve) => {
        release = resolve
      })
      const holding = Array.from({ length: POOL.max }, () => database.write(() => released))
      await expect(database.models.Site.count()).rejects.toMatchObject({ name: 'Refusal', code: 'BUSY', retryAfter: 1 })
      release()
      await Promise.all(holding)
      expect(await database.models.Site.count()).toBe(0)
    })

    test('ends statements that take too long, and sessions that froze', async () => {
      const variables = await select<{ Variable_name: string; Value: string }>(
        "SHOW SESSION VARIABLES WHERE variable_name IN ('max_statement_time', 'max_execution_time') AND value > 0",
      )
      expect(Number(variables?.Value)).toBeGreaterThan(0)
      expect(await select('SELECT @@wait_timeout AS idle')).toEqual({ idle: 20 })
    })
  })
})

test.each([
  ['mysql:nowhere', 'must be mysql://'],
  ['mysql://host/name', 'names no user'],
  ['mysql://user:pass@host', 'names no database'],
  ['mysql://user:50%@host/name', 'write % as %25'],
  ['mysql://user:pass@host/name?ssl=1', 'there is only tls=true'],
])('the address %s is refused', (url, message) => {
  expect(() => createDatabase({ url, onFatal: () => undefined })).toThrow(message)
})
