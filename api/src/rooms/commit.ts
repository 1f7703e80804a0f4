import {
  type Member,
  type MemberId,
  type NewRecord,
  type RecordBodies,
  roomKey,
  type SiteId,
} from '@damso/schema/model'
import type { Viewer } from '@damso/schema/services'
import type { Transaction } from 'sequelize'
import { v7 as uuid } from 'uuid'
import type { RoomsOptions } from './options.ts'

/** A transaction, and what it wants said in the rooms' logs. */
export interface Act {
  readonly transaction: Transaction
  readonly now: number
  membership(room: { site: SiteId; id: string }, body: RecordBodies['membership']): void
  room(room: { site: SiteId; id: string }, body: RecordBodies['room']): void
  /** There is nothing to do: an act before did it, on a node that may not have reached the log. Its events are seen to. */
  repeats(room: { site: SiteId; id: string }): void
}

export type Commit = <T>(actor: Member | null, act: (act: Act) => Promise<T>) => Promise<T>

/**
 * The way of everything durable that happens to rooms and memberships (design §3): rows and outbox in one transaction,
 * then this node's own caches, then the event log. It resolves when the events stand in the log, so that who was removed
 * is removed everywhere within the time a node takes to follow.
 */
export function createCommit({
  database,
  outbox,
  access,
}: Pick<RoomsOptions, 'database' | 'outbox' | 'access'>): Commit {
  return async (actor, act) => {
    const { value, records, ids } = await database.write(async (transaction) => {
      const records: NewRecord[] = []
      const repeated: { site: SiteId; id: string }[] = []
      const now = Date.now()
      const envelope = (room: { site: SiteId; id: string }) =>
        ({ version: 1, site: room.site, room: room.id, eventId: uuid(), actor, counts: false, at: now }) as const
      const value = await act({
        transaction,
        now,
        membership: (room, body) => records.push({ ...envelope(room), kind: 'membership', body }),
        room: (room, body) => records.push({ ...envelope(room), kind: 'room', body }),
        repeats: (room) => repeated.push(room),
      })
      const ids = records.length > 0 ? await outbox.add(transaction, records) : []
      for (const room of repeated) ids.push(...(await outbox.pending(transaction, roomKey(room, room.id))))
      return { value, records, ids: [...new Set(ids)] }
    })
    for (const record of records) access.apply(record)
    await outbox.flush(ids)
    return value
  }
}

export const actorOf = (viewer: Viewer): Member | null => (viewer.kind === 'member' ? viewer.member : null)
export const memberIdOf = (viewer: Viewer): MemberId | null => (viewer.kind === 'member' ? viewer.member.id : null)
