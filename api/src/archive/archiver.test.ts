import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LogRecord, roomKey } from '@damso/schema/model'
import { pino } from 'pino'
import { beforeAll, describe, expect, test } from 'vitest'
import { createDatabase } from '../database/database.ts'
import { openSqliteEventLog } from '../event-log/event-log.sqlite.ts'
import { openSqliteHistory } from '../history/history-store.sqlite.ts'
import { messageIdAt, record, said } from '../messages/message-log.fixture.ts'
import { Tail } from '../messages/tail.ts'
import { createArchive } from './archive.ts'
import { createArchiveProgress } from './archive-progress.sql.ts'
import type { ArchiveStep } from './archive-step.ts'

const rooms = ['r1', 'r2']
const members = ['a', 'b']

/** Three parts of a log, each with messages, changes of earlier parts, and (in the last) a late duplicate. */
const parts: LogRecord[][] = [0, 1, 2].map((part) =>
  Array.from({ length: 12 }, (_, at) => {
    const position = part * 12 + at + 1
    const room = rooms[at % 2] as string
    const actor = members[at % 3 === 0 ? 0 : 1] as string
    const message = messageIdAt(((position * 7) % position) + 1)
    if (at === 5) return record(position, 'edited', { message, text: `edited at ${position}` }, { actor, room })
    if (at === 7) return record(position, 'reaction', { message, emoji: '👍', on: part < 2 }, { actor, room })
    if (at === 9) return record(position, 'deleted', { message, moderator: true }, { actor, room })
    return said(position, position, { actor, room })
  }),
)

const onFatal = (error: Error) => {
  throw error
}

async function makeRooms(folder: string): Promise<void> {
  const database = createDatabase({ url: `sqlite:${join(folder, 'rooms.db')}`, onFatal })
  await database.migrate()
  const { Site, Member, Room, Membership } = database.models
  await Site.create({ id: 'shop', name: 'Shop', createdAt: 1 })
  for (const id of members) await Member.create({ site: 'shop', id, name: id, createdAt: 1, updatedAt: 1 })
  for (const id of rooms) {
    const times = { actAt: 1, createdAt: 1 }
    await Room.create({ site: 'shop', id, kind: 'group', title: id, joinPolicy: 'invite', ...times })
    for (const member of members) await Membership.create({ site: 'shop', room: id, member, joinedAt: 1, actAt: 1 })
  }
  await database.stop()
}

/** One life of a process: takes a part of the log in and archives it, or dies after a step and does nothing more. */
async function live(folder: string, part: readonly LogRecord[], diesAfter?: ArchiveStep): Promise<void> {
  const database = createDatabase({ url: `sqlite:${join(folder, 'rooms.db')}`, onFatal })
  const log = await openSqliteEventLog({ file: join(folder, 'log.db'), onFatal })
  const history = await openSqliteHistory({ file: join(folder, 'history.db'), onFatal })
  try {
    await log.append(part.map(({ position: _, ...appended }) => appended))

    const archive = createArchive({ log, progress: createArchiveProgress(database), owner: 'embedded' })
    const tail = new Tail({ log, archived: await archive.archived() })
    await tail.start()
    let dead = false
    const archiving = await archive.start({
      tail,
      history,
      logger: pino({ level: 'silent' }),
      onMismatch: onFatal,
      onStep(step) {
        dead ||= step === diesAfter
        if (dead) throw new Error('the process is dead')
      },
    })
    await archiving.stop()
    await tail.stop()
  } finally {
    // A start that is refused leaves no thread behind that would still open files of a folder that is gone.
    for (const store of [history, log, database]) await store.stop()
  }
}

/** Everything that the archive has written. */
async function written(folder: string): Promise<unknown> {
  const database = createDatabase({ url: `sqlite:${join(folder, 'rooms.db')}`, onFatal })
  const history = await openSqliteHistory({ file: join(folder, 'history.db'), onFatal })
  const { Room, Membership, Partition } = database.models
  const [pages, roomRows, membershipRows, partitions] = [
    await Promise.all(rooms.map((id) => history.page(roomKey({ site: 'shop' }, id), { limit: 100 }))),
    (await Room.findAll({ order: ['id'], raw: true })).map(({ lastMessage, ...row }) => ({
      ...row,
      lastMessage: JSON.parse(lastMessage ?? 'null'),
    })),
    await Membership.findAll({ order: ['room', 'member'], raw: true }),
    await Partition.findAll({ attributes: ['archivedPosition', 'archivedEventId'], raw: true }),
  ]
  for (const store of [history, database]) await store.stop()
  return { pages, roomRows, membershipRows, partitions }
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'damso-archiver-'))
  try {
    await makeRooms(folder)
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

let whole: unknown

beforeAll(async () => {
  whole = await inFolder(async (folder) => {
    for (const part of parts) await live(folder, part)
    return written(folder)
  })
  expect(whole).toMatchObject({ partitions: [{ archivedPosition: 36 }] })
}, 60_000)

describe('Archiver', () => {
  test.each<ArchiveStep>(['found', 'inserted', 'changed', 'committed'])(
    'processes that die once %s leave what the last one ends in the same state',
    async (step) => {
      const broken = await inFolder(async (folder) => {
        for (const part of parts) await live(folder, part, step)
        await live(folder, [])
        return written(folder)
      })
      expect(broken).toEqual(whole)
    },
  )

  test('a log that was made anew beside an old archive stops the start, and says what to do', async () => {
    await inFolder(async (folder) => {
      await live(folder, parts[0] ?? [])
      await rm(join(folder, 'log.db'))
      await expect(live(folder, parts[1] ?? [])).rejects.toThrow('Restore log, history and database from one moment')
    })
  })
})
