import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LogRecord, Membership, Position, RoomKey } from '@damso/schema/model'
import type { MemberViewer, ServerViewer } from '@damso/schema/services'
import { createAccess } from '../access/create-access.ts'
import { createDatabase } from '../database/database.ts'
import { createOutbox } from '../database/outbox.ts'
import { openSqliteEventLog } from '../event-log/event-log.sqlite.ts'
import { createSites } from '../sites/create-sites.ts'
import { createSiteAdmin } from '../sites/site-admin.ts'
import { createMembers } from './create-members.ts'
import { createRooms } from './create-rooms.ts'

export type World = Awaited<ReturnType<typeof createWorld>>

/** A node's room side on real files in a folder of its own, with the sites `shop` and `other`. */
export async function createWorld() {
  const folder = await mkdtemp(join(tmpdir(), 'damso-rooms-'))
  const fail = (error: unknown) => {
    throw error
  }
  const database = createDatabase({ url: `sqlite:${join(folder, 'rooms.db')}`, onFatal: fail })
  await database.migrate()
  const log = await openSqliteEventLog({ file: join(folder, 'log.db'), onFatal: fail })
  const outbox = createOutbox({ database, log, onError: fail })
  const access = createAccess({ database, isFresh: () => true })
  const records: LogRecord[] = []
  const follower = await log.follow('earliest', (batch) => {
    for (const record of batch.records) access.apply(record)
    records.push(...batch.records)
  })
  const sites = await createSites({ database, onPollFailure: fail })
  const admin = createSiteAdmin(database)
  for (const id of ['shop', 'other']) await admin.create({ id, name: id })

  /** What the archiver and the history store know, set by tests. */
  const archived = { seq: 0, newest: 0 as Position }
  const reads: { room: RoomKey; member: string; position: Position; readSeq: number }[] = []
  const rooms = createRooms({
    ...{ database, outbox, access, sites },
    seqAt: async (_, at) => Math.min(at, archived.seq),
    newestPosition: () => archived.newest,
    caughtUp: async () => undefined,
    onRead: (room, member, position, readSeq) => reads.push({ room, member, position, readSeq }),
  })
  const members = createMembers({ database, sites })

  return {
    ...{ folder, database, log, outbox, access, sites, admin, rooms, members, records, reads, archived },

    server: (site = 'shop'): ServerViewer => ({ kind: 'server', site, keyId: 'key' }),

    /** A member who has logged in. */
    async member(id: string, { site = 'shop', role = 'member', name = `Name of ${id}` } = {}): Promise<MemberViewer> {
      const viewer: MemberViewer = {
        ...{ kind: 'member', site, member: { id, name, picture: null }, expiresAt: Date.now() + 60_000 },
        role: role as MemberViewer['role'],
      }
      await rooms.admit(viewer, {})
      return viewer
    },

    membership: async (site: string, room: string, member: string): Promise<Membership | null> =>
      database.models.Membership.findOne({ where: { site, room, member }, raw: true }),

    /** Resolves when the follower has handed over everything that stands in the log. */
    async caughtUp(): Promise<LogRecord[]> {
      const [end] = await log.end()
      while (end && follower.position(end.partition) < end.position) await new Promise((next) => setImmediate(next))
      return records
    },

    async stop() {
      await rooms.stop()
      sites.stop()
      await outbox.stop()
      await follower.stop()
      await log.stop()
      await database.stop()
      await rm(folder, { recursive: true })
    },
  }
}
