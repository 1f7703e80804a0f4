import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LogRecord, Membership, Position, RoomKey } from '@damso/schema/model'
import type { MemberViewer, ServerViewer } from '@damso/schema/services'
import { createAccess } from '../access/create-access.ts'
import { createDatabase } from '../database/database.ts'
import { createOutbox } from '../database/outbox.ts'
import { openSqliteEventLog } from '../event-log/event-log.sqlite.ts'
import type { EventLog } from '../event-log/event-log.ts'
import { createSites } from '../sites/create-sites.ts'
import { createSiteAdmin } from '../sites/site-admin.ts'
import { type CreateTestDatabase, createSqliteDatabase } from '../testing/databases.ts'
import { createMembers } from './create-members.ts'
import { createRooms } from './create-rooms.ts'

export type World = Awaited<ReturnType<typeof createWorld>>
export type Node = Awaited<ReturnType<typeof createNode>>

const fail = (error: unknown) => {
  throw error
}

/** A node's room side on real stores, with the sites `shop` and `other`. */
export async function createWorld(
  create: CreateTestDatabase = createSqliteDatabase,
  onStatement?: (sql: string) => void,
) {
  const folder = await mkdtemp(join(tmpdir(), 'damso-rooms-'))
  const { url, remove } = await create()
  const log = await openSqliteEventLog({ file: join(folder, 'log.db'), onFatal: fail })
  const node = await createNode(url, log, onStatement)
  const nodes = [node]
  const { database, rooms } = node
  const admin = createSiteAdmin(database)
  for (const id of ['shop', 'other']) await admin.create({ id, name: id })

  return {
    ...node,
    ...{ log, admin },

    /** Another node over the same stores, and over a log that takes what it wants. */
    async beside(append: EventLog['append'] = log.append): Promise<Node> {
      const other = await createNode(url, { ...log, append })
      nodes.push(other)
      return other
    },

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

    async stop() {
      for (const { stop } of nodes) await stop()
      await log.stop()
      await remove()
      await rm(folder, { recursive: true })
    },
  }
}

async function createNode(url: string, log: EventLog, onStatement?: (sql: string) => void) {
  const database = createDatabase({ url, onFatal: fail, ...(onStatement && { onStatement }) })
  await database.migrate()
  const outbox = createOutbox({ database, log, onError: fail })
  const access = createAccess({ database, isFresh: () => true })
  const records: LogRecord[] = []
  const follower = await log.follow('earliest', (batch) => {
    for (const record of batch.records) access.apply(record)
    records.push(...batch.records)
  })
  const sites = await createSites({ database, onPollFailure: fail })

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
    ...{ database, outbox, access, sites, rooms, members, records, reads, archived },

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
      await database.stop()
    },
  }
}
