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
        const wanted = new Map<MembershipData, Pick<MarkerItem, 'room' | 'position'>>()
        for (const { room, member, position } of items) {
          const row = rows.get(keyText({ ...room, member }))
          if (row && position > (wanted.get(row)?.position ?? row.readPosition)) wanted.set(row, { room, position })
        }
        const markers = [...wanted].map(([{ site, room, member }, { position }]) => ({ site, room, member, position }))
        await raise(
          markers.map((marker) => ({ ...marker, seq: 0 })),
          transaction,
        )
        const seqs = await Promise.all([...wanted.values()].map(({ room, position }) => seqAt(room, position)))
        const raised = markers.map((marker, at) => ({ ...marker, seq: Number(seqs[at]) }))
        await raise(raised, transaction)
        const moved = new Map(raised.map((marker) => [keyText(marker), marker]))
        return items.map(({ room, member }) => {
          const key = keyText({ ...room, member })
          const [row, marker] = [rows.get(key), moved.get(key)]
          return (
            row && { membership: toMembership(marker ? withMarker(row, marker) : row), moved: marker !== undefined }
          )
        })
      }),
  })
}

const withMarker = (row: MembershipData, { position, seq }: MarkerRow): MembershipData => ({
  ...row,
  readPosition: position,
  readSeq: Math.max(row.readSeq, seq),
})

const keyText = ({ site, room, member }: { site: string; room: string; member: MemberId }) =>
  `${site}/${room}/${member}`
