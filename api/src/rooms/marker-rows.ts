import type { MemberId, Membership, Position, RoomKey } from '@damso/schema/model'
import { col, Op, QueryTypes, type Transaction } from 'sequelize'
import { archiveStatements, type MarkerRow } from '../archive/archive-statements.ts'
import type { Database } from '../database/database.ts'
import { createGroupCommit, type GroupCommit } from '../database/group-commit.ts'
import type { RoomsOptions } from './options.ts'
import { type MembershipData, toMembership } from './shapes.ts'

/** A marker that is to stand here, unless it stands further on. */
export interface MarkerItem {
  room: RoomKey
  member: MemberId
  position: Position
}

/** The membership after the commit, and whether the marker moved; undefined: no such active membership. */
export type MarkerResult = { membership: Membership; moved: boolean } | undefined

const GROUP = 100
const WAITING = 10_000

/**
 * Markers of a whole room that reads along are one transaction, and one fsync.
 *
 * Positions are written before history is asked for their seqs: an archiver that looks for markers ahead of its batch either
 * comes after, and waits for these rows, or came before, and then history holds its messages.
 */
export function createMarkerRows(
  { dialect, sequelize, models, write }: Database,
  seqAt: RoomsOptions['seqAt'],
): GroupCommit<MarkerItem, MarkerResult> {
  const { raiseMarkers } = archiveStatements[dialect]

  async function raise(rows: readonly MarkerRow[], transaction: Transaction): Promise<void> {
    if (rows.length === 0) return
    const { query, ...values } = raiseMarkers(rows)
    await sequelize.query(query, { ...values, transaction, type: QueryTypes.UPDATE })
  }

  return createGroupCommit({
    groupItems: GROUP,
    waitingItems: WAITING,
    commit: (items) =>
      write(async (transaction) => {
        const held = await models.Membership.findAll({
          where: { [Op.or]: items.map(({ room, member }) => ({ ...room, member, state: 'active' })) },
          // In one order, so that nodes wait in line.
          order: [col('site'), col('room'), col('member')],
          transaction,
          lock: transaction.LOCK.UPDATE,
          raw: true,
        })
        const rows = new Map(held.map((row) => [keyText(row), row]))
        const moving = items.flatMap(({ room, member, position }) => {
          const row = rows.get(keyText({ ...room, member }))
          return row && row.readPosition < position ? [{ row, room, position }] : []
        })
        await raise(
          moving.map(({ row, position }) => ({ ...markerOf(row), position, seq: 0 })),
          transaction,
        )
        const seqs = await Promise.all(moving.map(({ room, position }) => seqAt(room, position)))
        const moved = new Map<MembershipData, MembershipData>()
        for (const [at, { row, position }] of moving.entries()) {
          const { readPosition, readSeq } = moved.get(row) ?? row
          moved.set(row, {
            ...row,
            readPosition: Math.max(readPosition, position),
            readSeq: Math.max(readSeq, Number(seqs[at])),
          })
        }
        await raise(
          [...moved.values()].map((row) => ({ ...markerOf(row), position: row.readPosition, seq: row.readSeq })),
          transaction,
        )
        return items.map(({ room, member }) => {
          const row = rows.get(keyText({ ...room, member }))
          return row && { membership: toMembership(moved.get(row) ?? row), moved: moved.has(row) }
        })
      }),
  })
}

const markerOf = ({ site, room, member }: MembershipData) => ({ site, room, member })

const keyText = ({ site, room, member }: { site: string; room: string; member: MemberId }) =>
  `${site}/${room}/${member}`
