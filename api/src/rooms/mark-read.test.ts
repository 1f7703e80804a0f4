import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { roomKey } from '@damso/schema/model'
import { expect, test } from 'vitest'
import { createArchiveProgress } from '../archive/archive-progress.sql.ts'
import { createDatabase } from '../database/database.ts'
import { createReadMarkers } from './mark-read.ts'

const onFatal = (error: Error) => {
  throw error
}

test('a marker that meets its message being archived gets its seq, whichever commits first', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'damso-markers-'))
  const database = createDatabase({ url: `sqlite:${join(folder, 'damso.db')}`, onFatal })
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
    // History does not hold the message yet; the archiver commits as soon as it may.
    async seqAt() {
      archived = progress.commit({ lease, ...batch })
      return 0
    },
    onRead: () => undefined,
  })

  await markers.raise(room, 'mina', 30)
  expect(await archived).toBe(true)
  expect(await Membership.findOne({ raw: true })).toMatchObject({ readPosition: 30, readSeq: 3 })
  await markers.stop()
  await database.stop()
  await rm(folder, { recursive: true })
})
