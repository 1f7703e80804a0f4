import type { ArchiveStatements, Statement } from './archive-statements.ts'

// JSON_TABLE in the part that MySQL (8.0.4) and MariaDB (10.6) document alike: named columns with a type and a path.
// Thousands of rows as a union of selects would need a stack of that depth, as parameters more than the 65,535 of a statement.

const types: Readonly<Record<string, string>> = {
  site: 'VARCHAR(63)',
  room: 'VARCHAR(36)',
  member: 'VARCHAR(128)',
  last_message: 'LONGTEXT',
}

const column = (name: string) => `${name} ${types[name] ?? 'BIGINT'} PATH '$.${name}'`
/** Rows come as one JSON text, an array of objects with the fields that are named here. */
const rows = (...names: string[]) =>
  `(SELECT * FROM JSON_TABLE(:rows, '$[*]' COLUMNS (${names.map(column).join(', ')})) AS given) AS batch`

const over =
  (query: string) =>
  (rows: readonly object[]): Statement => ({ query, replacements: { rows: JSON.stringify(rows) } })

// STRAIGHT_JOIN: the batch is walked in its own order, so that rows are locked in the order in which others lock them.
export const mysqlStatements: ArchiveStatements = {
  // Assignments take effect from left to right: the message is chosen before the position that decides on it is raised.
  raiseRooms: over(`
    UPDATE ${rows('site', 'room', 'last_seq', 'last_position', 'last_change_position', 'last_message', 'act_at')}
    STRAIGHT_JOIN rooms ON rooms.site = batch.site AND rooms.id = batch.room
    SET
      rooms.last_message =
        IF(batch.last_change_position >= rooms.last_change_position, batch.last_message, rooms.last_message),
      rooms.last_seq = GREATEST(rooms.last_seq, batch.last_seq),
      rooms.last_position = GREATEST(rooms.last_position, batch.last_position),
      rooms.last_change_position = GREATEST(rooms.last_change_position, batch.last_change_position),
      rooms.act_at = GREATEST(rooms.act_at, batch.act_at)`),

  raiseActivity: over(`
    UPDATE ${rows('site', 'room', 'act_at')}
    STRAIGHT_JOIN memberships ON memberships.site = batch.site AND memberships.room = batch.room
    SET memberships.act_at = batch.act_at
    WHERE memberships.large = 0 AND memberships.act_at < batch.act_at`),

  raiseMarkers: over(`
    UPDATE ${rows('site', 'room', 'member', 'position', 'seq')}
    STRAIGHT_JOIN memberships
      ON memberships.site = batch.site AND memberships.room = batch.room AND memberships.member = batch.member
    SET
      memberships.read_position = GREATEST(memberships.read_position, batch.position),
      memberships.read_seq = GREATEST(memberships.read_seq, batch.seq)`),

  // Ranges spelt out: a join would walk all markers of each room. The locks wait for a marker that is written but not committed.
  selectMarkersAhead(firsts) {
    const range = (_: unknown, at: number) =>
      `(site = :site${at} AND room = :room${at} AND read_position >= :position${at})`
    const named = firsts.flatMap(({ site, room, position }, at) => [
      [`site${at}`, site],
      [`room${at}`, room],
      [`position${at}`, position],
    ])
    return {
      query: `SELECT site, room, member, read_position AS position
    FROM memberships FORCE INDEX (memberships_by_marker)
    WHERE ${firsts.map(range).join(' OR ')} FOR UPDATE`,
      replacements: Object.fromEntries(named),
    }
  },
}
