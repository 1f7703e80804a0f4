import { MongoClient } from 'mongodb'
import { createConnection, type RowDataPacket } from 'mysql2/promise'
import type { Stores } from './stores.ts'

/** What nodes asked the databases of a cluster of rooms, members and messages; what they ask on their own account is left out. */
export interface Queries {
  sql: string[]
  mongodb: string[]
}

/** As the databases themselves log it, while `act` runs. Needs a user who may turn the log on. */
export async function watchQueries({ env }: Pick<Stores, 'env'>, act: () => Promise<void>): Promise<Queries> {
  const mysql = await createConnection(env.DATABASE_URL ?? '')
  const mongodb = await MongoClient.connect(env.HISTORY_URL ?? '')
  try {
    const [[{ since }]] = await mysql.query<(RowDataPacket & { since: string })[] & [RowDataPacket]>(
      'SELECT CAST(NOW(6) AS CHAR) AS since',
    )
    await mysql.query(`SET GLOBAL log_output = 'TABLE'`)
    await mysql.query('SET GLOBAL general_log = 1')
    await mongodb.db().command({ profile: 2 })
    await act()
    await mongodb.db().command({ profile: 0 })
    await mysql.query('SET GLOBAL general_log = 0')
    const [rows] = await mysql.query<(RowDataPacket & { statement: string })[]>(
      `SELECT CAST(argument AS CHAR) AS statement FROM mysql.general_log
       WHERE event_time >= ? AND thread_id IN (SELECT id FROM information_schema.processlist WHERE db = DATABASE())`,
      [since],
    )
    const profile = await mongodb
      .db()
      .collection('system.profile')
      .find({ ns: /\.messages$/ })
      .toArray()
    return {
      sql: rows
        .map(({ statement }) => statement)
        .filter((statement) => /\b(rooms|memberships|members)\b/.test(statement)),
      mongodb: profile.map(({ op, command }) => `${op} ${JSON.stringify(command)}`),
    }
  } finally {
    await mysql.query('SET GLOBAL general_log = 0')
    await Promise.all([mysql.end(), mongodb.close()])
  }
}
