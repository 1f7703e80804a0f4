import type { ArchiveStatements, Statement } from './archive-statements.ts'

const field = (name: string) => `value ->> '${name}' AS ${name}`
/** Rows come as one JSON parameter, an array of objects with the fields that are named here. */
const rows = (...names: string[]) => `(SELECT ${names.map(field).join(', ')} FROM json_each($rows))`

const over =
  (query: string) =>
  (rows: readonly object[]): Statement => ({ query, bind: { rows: JSON.stringify(rows) } })

export const sqliteStatements: ArchiveStatements = {
  raiseRooms: over(`
    UPDATE rooms SET
      last_seq = MAX(rooms.last_seq, batch.last_seq),
      last_position = MAX(rooms.last_position, batch.last_position),
      last_change_position = MAX(rooms.last_change_position, batch.last_change_position),
      last_message = IIF(batch.last_change_position >= rooms.last_change_position, batch.last_message, rooms.last_message),
      act_at = MAX(rooms.act_at, batch.act_at)
    FROM ${rows('site', 'room', 'last_seq', 'last_position', 'last_change_position', 'last_message', 'act_at')} AS batch
    WHERE rooms.site = batch.site AND rooms.id = batch.room`),

  raiseActivity: over(`
    UPDATE memberships SET act_at = batch.act_at
    FROM ${rows('site', 'room', 'act_at')} AS batch
    WHERE memberships.site = batch.site AND memberships.room = batch.room
      AND memberships.large = 0 AND memberships.act_at < batch.act_at`),

  raiseMarkers: over(`
    UPDATE memberships SET
      read_position = MAX(memberships.read_position, batch.position),
      read_seq = MAX(memberships.read_seq, batch.seq)
    FROM ${rows('site', 'room', 'member', 'position', 'seq')} AS batch
    WHERE memberships.site = batch.site AND memberships.room = batch.room AND memberships.member = batch.member`),

  selectMarkersAhead: over(`
    SELECT ahead.site, ahead.room, ahead.member, ahead.read_position AS position
    FROM ${rows('site', 'room', 'position')} AS batch
    CROSS JOIN memberships AS ahead INDEXED BY memberships_by_marker
      ON ahead.site = batch.site AND ahead.room = batch.room AND ahead.read_position >= batch.position`),
}
