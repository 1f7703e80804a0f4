import { roomKey } from '@damso/schema/model'
import { QueryTypes } from 'sequelize'
import { expect, test } from 'vitest'
import { createArchiveProgress } from '../archive/archive-progress.sql.ts'
import { createDatabase, type Database } from '../database/database.ts'
import { describeDatabases } from '../testing/databases.ts'
import { createReadMarkers } from './mark-read.ts'

const onFatal = (error: Error) => {
  throw error
}

/** Resolves when another transaction waits for rows of this one; on SQLite it waits for its turn, where nobody sees it. */
async function waitsForLock({ dialect, sequelize }: Database): Promise<void> {
  const waiting = `SELECT 1 FROM information_schema.innodb_trx JOIN information_schema.processlist
ON id = trx_mysql_thread_id WHERE db = DATABASE() AND trx_state = 'LOCK WAIT'`
  const isSeen = async () =>
    dialect === 'sqlite' || (await sequelize.query(waiting, { type: QueryTypes.SELECT })).length > 0
  // InnoDB shows a new picture only to who left it alone for 100 ms.
  while (!(await isSeen())) await new Promise((next) => setTimeout(next, 200))
}

describeDatabases('read markers', (create) => {
  test('a marker that meets its message being archived gets its seq, whichever commits first', async () => {
    const { url, remove } = await create()
    const database = createDatabase({ url, onFatal })
    await database.migrate()
    const room = roomKey({ site: 'shop' }, '0192a1b0-0000-7000-8000-000000000001')
    const { Membership } = database.models
    await Membership.create({ ...room, member: 'mina', joinedAt: 1, actAt: 1 })

    const progress = createArchiveProgress(database)
    const lease = await progress.claim(0, 0, 'node')
    if (!lease) expect.fail('no lease')
    const counted = [{ room, position: 30, seq: 3 }]
    const batch = { archivedPosition: 30, archivedEventId: 'event-30', summaries: [], counted, ownReads: [] }
    let archived: Promise<boolean> | undefined
    const markers = createReadMarkers({
      database,
      // History does not hold the message yet; the archiver goes as far as it may.
      async seqAt() {
        archived = progress.commit({ lease, ...batch })
        await Promise.race([archived, waitsForLock(database)])
        return 0
      },
      onRead: () => undefined,
    })

    await markers.raise(room, 'mina', 30)
    expect(await archived).toBe(true)
    expect(await Membership.findOne({ raw: true })).toMatchObject({ readPosition: 30, readSeq: 3 })
    await markers.stop()
    await database.stop()
    await remove()
  })
})
