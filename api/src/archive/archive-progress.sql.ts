/**
 * The archive's progress beside the room summaries that it must agree with: SQL, one transaction a batch.
 * @module
 */
import { type Message, type RoomSummary, roomKeyText } from '@damso/schema/model'
import { col, literal, Op, QueryTypes, type Transaction, where } from 'sequelize'
import type { Database } from '../database/database.ts'
import type { ArchivedBatch, ArchiveProgress, PartitionLease } from './archive-progress.ts'
import { archiveStatements, type MarkerRow, type Statement, type SummaryRow } from './archive-statements.ts'
import { byKey, parts } from './batch-rows.ts'
import { completeMarkers } from './complete-markers.ts'
import { groupBy } from './group-by.ts'

const LEASE_MILLISECONDS = 6_000

type OwnRead = ArchivedBatch['ownReads'][number]

const summaryRow = (summary: RoomSummary): SummaryRow => ({
  site: summary.site,
  room: summary.room,
  last_seq: summary.lastSeq,
  last_position: summary.lastPosition,
  last_change_position: summary.lastChangePosition,
  last_message: summary.lastMessage && JSON.stringify(summary.lastMessage),
  act_at: summary.actAt,
})

const ownReadRow = ({ room, member, position, seq }: OwnRead): MarkerRow => ({ ...room, member, position, seq })

export function createArchiveProgress(
  database: Pick<Database, 'dialect' | 'sequelize' | 'models' | 'clock' | 'write'>,
): ArchiveProgress {
  const { sequelize, write, clock } = database
  const { Partition, Room } = database.models
  const { raiseRooms, raiseActivity, raiseMarkers, selectMarkersAhead } = archiveStatements[database.dialect]
  const leaseUntil = literal(`${clock} + ${LEASE_MILLISECONDS}`)

  const held = ({ epoch, partition, owner, fence }: PartitionLease) => ({ epoch, partition, owner, fence })

  async function update<Row extends object>(
    statement: (rows: readonly Row[]) => Statement,
    rows: readonly Row[],
    transaction: Transaction,
  ): Promise<void> {
    for (const part of parts(rows)) {
      const { query, ...values } = statement(part)
      await sequelize.query(query, { ...values, transaction, type: QueryTypes.UPDATE })
    }
  }

  async function markers(counted: ArchivedBatch['counted'], transaction: Transaction): Promise<void> {
    if (counted.length === 0) return
    const firsts = [...groupBy(counted, ({ room }) => roomKeyText(room)).values()].flatMap(([first]) => first ?? [])
    const { query, ...values } = selectMarkersAhead(firsts.map(({ room, position }) => ({ ...room, position })))
    const ahead = await sequelize.query<Omit<MarkerRow, 'seq'>>(query, {
      ...values,
      transaction,
      type: QueryTypes.SELECT,
    })
    await update(raiseMarkers, completeMarkers(ahead, counted), transaction)
  }

  return {
    async claim(epoch, partition, owner) {
      // By itself: within the transaction its shared lock, held by all who claim at once, would keep each of them from the next step.
      await Partition.bulkCreate([{ epoch, partition }], { ignoreDuplicates: true })
      return write(async (transaction) => {
        const free = [{ owner: null }, { owner }, where(col('lease_until'), Op.lt, literal(clock))]
        const [claimed] = await Partition.update(
          { owner, fence: literal('fence + 1'), leaseUntil },
          { where: { epoch, partition, [Op.or]: free }, transaction },
        )
        if (claimed === 0) return undefined
        const row = await Partition.findOne({
          where: { epoch, partition },
          transaction,
          raw: true,
          rejectOnEmpty: true,
        })
        const { fence, archivedPosition, archivedEventId } = row
        return { epoch, partition, owner, fence, archivedPosition, archivedEventId }
      })
    },
    async renew(epoch, owner) {
      await Partition.update({ leaseUntil }, { where: { epoch, owner } })
    },
    async partitions(epoch) {
      const rows = await Partition.findAll({
        where: { epoch },
        attributes: { include: [[literal(`lease_until < ${clock}`), 'expired']] },
        raw: true,
      })
      return rows.map((row) => ({
        ...{ epoch, partition: row.partition, owner: row.owner, fence: row.fence },
        ...{ archivedPosition: row.archivedPosition, archivedEventId: row.archivedEventId },
        isFree: row.owner === null || Boolean((row as typeof row & { expired: number }).expired),
      }))
    },
    async holds(lease) {
      return (await Partition.count({ where: { ...held(lease), archivedPosition: lease.archivedPosition } })) === 1
    },
    async release(lease) {
      await Partition.update({ owner: null, leaseUntil: 0 }, { where: held(lease) })
    },
    async summaries(rooms) {
      if (rooms.length === 0) return []
      const bySite = groupBy(rooms, ({ site }) => site)
      const keys = [...bySite].map(([site, keys]) => ({ site, id: keys.map(({ room }) => room) }))
      const rows = await Room.findAll({ where: { [Op.or]: keys }, raw: true })
      return rows.map(({ site, id, lastSeq, lastPosition, lastChangePosition, lastMessage, actAt }) => ({
        ...{ site, room: id, lastSeq, lastPosition, lastChangePosition, actAt },
        lastMessage: lastMessage === null ? null : (JSON.parse(lastMessage) as Message),
      }))
    },
    commit: ({ lease, archivedPosition, archivedEventId, summaries, counted, ownReads }) =>
      write(async (transaction) => {
        const progress = { archivedPosition, archivedEventId }
        const [moved] = await Partition.update(progress, { where: held(lease), transaction })
        if (moved === 0) return false
        const rows = summaries.map(summaryRow).sort(byKey)
        await update(raiseRooms, rows, transaction)
        await update(raiseActivity, rows, transaction)
        await update(raiseMarkers, ownReads.map(ownReadRow).sort(byKey), transaction)
        await markers(counted, transaction)
        return true
      }),
  }
}
