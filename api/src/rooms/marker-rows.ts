import type { MemberId, Membership, Position, RoomKey } from '@damso/schema/model'
import { literal, Op } from 'sequelize'
import type { Database } from '../database/database.ts'
import { createGroupCommit, type GroupCommit } from '../database/group-commit.ts'
import type { RoomsOptions } from './options.ts'
import { toMembership } from './shapes.ts'

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

/** Markers of a whole room that reads along are one transaction, and one fsync. */
export function createMarkerRows(
  { models, write }: Database,
  seqAt: RoomsOptions['seqAt'],
): GroupCommit<MarkerItem, MarkerResult> {
  const { Membership } = models
  const whereOf = ({ room, member }: MarkerItem) => ({
    site: room.site,
    room: room.room,
    member,
    state: 'active' as const,
  })

  return createGroupCommit({
    groupItems: GROUP,
    waitingItems: WAITING,
    commit: (items) =>
      write(async (transaction) => {
        // Asked inside the transaction: what history lacks now, the archiver completes in one that comes after it.
        const seqs = await Promise.all(items.map(({ room, position }) => seqAt(room, position)))
        const moved: boolean[] = []
        for (const [at, item] of items.entries()) {
          const seq = Number(seqs[at])
          const [rows] = await Membership.update(
            {
              readPosition: item.position,
              readSeq: literal(`CASE WHEN read_seq < ${seq} THEN ${seq} ELSE read_seq END`),
            },
            { where: { ...whereOf(item), readPosition: { [Op.lt]: item.position } }, transaction },
          )
          moved.push(rows > 0)
        }
        const rows = await Membership.findAll({ where: { [Op.or]: items.map(whereOf) }, transaction, raw: true })
        const found = new Map(rows.map((row) => [keyText(row), row]))
        return items.map(({ room, member }, at) => {
          const row = found.get(keyText({ ...room, member }))
          return row && { membership: toMembership(row), moved: moved[at] ?? false }
        })
      }),
  })
}

const keyText = ({ site, room, member }: { site: string; room: string; member: MemberId }) =>
  `${site}/${room}/${member}`
