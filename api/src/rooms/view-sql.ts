/**
 * Rooms as a viewer sees them, in one statement each, by hand: Sequelize's own includes with a limit walk whole tables
 * (reference: room-list.md). Written in the SQL that SQLite and MySQL share; parameters are `$site`, `$member` and each
 * statement's own. How a text is found differs (`search.ts`), and comes as `matches`. A test holds the list equal to what the associations give.
 * @module
 */

/** Columns of a view, in the order in which `views.ts` reads them. */
const ROOM = [
  ...['id', 'key', 'kind', 'title', 'picture', 'join_policy', 'post_policy', 'slow_mode_seconds', 'frozen'],
  ...['member_count', 'last_seq', 'last_position', 'last_change_position', 'last_message', 'created_at'],
]
const MEMBERSHIP = ['role', 'state', 'version', 'joined_at', 'read_position', 'read_seq', 'notify', 'muted_until']
const MEMBER = ['id', 'name', 'picture']

const columns = (table: string, names: readonly string[]) => names.map((name) => `${table}.\`${name}\``).join(', ')
const view = (actAt: string) =>
  `${columns('r', ROOM)}, ${columns('m', MEMBERSHIP)}, ${columns('o', MEMBER)}, ${actAt} AS act_at`

/** The viewer's membership and the other member of a direct room, for a room that stands as `r`. */
const VIEW_JOINS = `
LEFT JOIN memberships m ON m.site = $site AND m.room = r.id AND m.member = $member
LEFT JOIN memberships c ON r.kind = 'direct' AND c.site = $site AND c.room = r.id AND c.member <> $member
LEFT JOIN members o ON o.site = $site AND o.id = c.member`

/** Newest first, after ($actAt, $room). A row constructor would not be read as a range of the index. */
const after = (time: string, room: string) => `${time} <= $actAt AND (${time} < $actAt OR ${room} < $room)`

const WITH_ROOM = 'JOIN rooms r ON r.site = s.site AND r.id = s.room'

/** SQL that holds where a column contains what is looked for. */
export type Matches = (column: string) => string

const titleMatches = (matches: Matches) => `(${matches('r.title')} OR (r.kind = 'direct' AND EXISTS (
  SELECT 1 FROM memberships t JOIN members n ON n.site = t.site AND n.id = t.member
  WHERE t.site = s.site AND t.room = s.room AND t.member <> $member AND ${matches('n.name')})))`

export interface ListShape {
  unreadOnly: boolean
  /** Null: everything. */
  matches: Matches | null
  /** Rows wanted; a whole number that was checked: MySQL takes no parameter here. */
  limit: number
}

/**
 * Rooms of a page and their sort keys. Two sources, each a walk of `memberships_by_activity`: small rooms copy `act_at`
 * into every membership; large ones (few to a member) have it in the room alone (design §4).
 */
export function listPage({ unreadOnly, matches, limit }: ListShape): string {
  const filters = `${unreadOnly ? ' AND r.last_seq > s.read_seq' : ''}${matches ? ` AND ${titleMatches(matches)}` : ''}`
  const source = (large: 0 | 1, time: string, join: string) => `SELECT * FROM (
SELECT s.room, ${time} AS act_at FROM memberships s ${join}
WHERE s.site = $site AND s.member = $member AND s.state = 'active' AND s.large = ${large}
AND ${after(time, 's.room')}${filters}
ORDER BY ${time} DESC, s.room DESC LIMIT ${limit}) ${large ? 'large' : 'small'}`
  return `${source(0, 's.act_at', filters ? WITH_ROOM : '')}
UNION ALL
${source(1, 'r.act_at', WITH_ROOM)}
ORDER BY act_at DESC, room DESC LIMIT ${limit}`
}

export const roomList = (shape: ListShape): string => `SELECT ${view('p.act_at')}
FROM (${listPage(shape)}) p
JOIN rooms r ON r.site = $site AND r.id = p.room ${VIEW_JOINS}
ORDER BY p.act_at DESC, p.room DESC`

export const UNREAD_TOTAL = `SELECT COALESCE(SUM(r.last_seq - s.read_seq), 0) AS total
FROM memberships s ${WITH_ROOM}
WHERE s.site = $site AND s.member = $member AND s.state = 'active' AND r.last_seq > s.read_seq`

export const publicRoomList = ({ matches, limit }: Omit<ListShape, 'unreadOnly'>): string => `SELECT ${view('r.act_at')}
FROM rooms r ${VIEW_JOINS}
WHERE r.site = $site AND r.kind = 'public' AND ${after('r.act_at', 'r.id')}
AND (m.state IS NULL OR m.state IN ('active', 'left'))${matches ? ` AND ${matches('r.title')}` : ''}
ORDER BY r.act_at DESC, r.id DESC LIMIT ${limit}`

/** @param where of `r`, beside the site */
export const rooms = (where: string): string =>
  `SELECT ${view('r.act_at')} FROM rooms r ${VIEW_JOINS} WHERE r.site = $site AND ${where}`

/** By member id: a walk of the primary key. */
export const membershipList = ({
  matches,
  limit,
}: Omit<ListShape, 'unreadOnly'>): string => `SELECT s.*, n.name AS n_name, n.picture AS n_picture
FROM memberships s JOIN members n ON n.site = s.site AND n.id = s.member
WHERE s.site = $site AND s.room = $room AND s.state = 'active' AND s.member > $after
${matches ? `AND (${matches('n.name')} OR n.id = $exact)` : ''}
ORDER BY s.member LIMIT ${limit}`

const SHARES_ROOM = `AND EXISTS (SELECT 1 FROM memberships a JOIN memberships b ON b.site = a.site AND b.room = a.room
WHERE a.site = $site AND a.member = $member AND a.state = 'active' AND b.member = n.id AND b.state = 'active')`

/** By name, then id: a walk of `members_by_name`. */
export const memberSearch = ({
  sharedOnly,
  matches,
  limit,
}: {
  sharedOnly: boolean
  matches: Matches
  limit: number
}): string => `SELECT n.id, n.name, n.picture
FROM members n
WHERE n.site = $site AND n.name >= $afterName AND (n.name > $afterName OR n.id > $afterId)
AND (${matches('n.name')} OR n.id = $exact) AND n.id <> $member ${sharedOnly ? SHARES_ROOM : ''}
ORDER BY n.name, n.id LIMIT ${limit}`
