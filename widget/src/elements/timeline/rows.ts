import type { Message } from '@damso/schema/model'
import type { ClientMessage, Mention, Notice, Quote, UnsentMessage } from '../../client/index.ts'
import { daysBetween } from '../../locales/locale.ts'

export interface MessageRow {
  kind: 'message'
  /** The same for a bubble before and after it is stored. */
  key: string
  /** Null: not stored yet. */
  id: string | null
  nonce: string
  position: number
  own: boolean
  /** Who looks at it. */
  reader: string
  sender: Message['sender']
  text: string | null
  /** Whom the text names; `own`: the reader. */
  mentions: readonly NamedMember[]
  at: number
  /** Null: never edited, or deleted since. */
  editedAt: number | null
  deleted: boolean
  quote: Quote | null
  reactions: readonly { emoji: string; count: number; own: boolean }[]
  status: 'stored' | 'pending' | 'failed'
  /** First and last bubble of its group. */
  first: boolean
  last: boolean
  /** The other member of a direct room has read up to here. */
  read: boolean
  /** Of a group, under one's own last message: how many others have read it. */
  readers: number
}

export interface NamedMember extends Mention {
  own: boolean
}

export type Row =
  | MessageRow
  | { kind: 'day'; key: string; at: number }
  | { kind: 'unread'; key: string }
  | { kind: 'notice'; key: string; notice: Notice }

export interface RowsInput {
  messages: readonly ClientMessage[]
  /** Of this room, in order of writing; empty while the window does not reach the newest message. */
  unsent: readonly UnsentMessage[]
  notices: readonly Notice[]
  member: string
  /** Where the member had read up to when the room was opened. */
  unreadAfter: number | undefined
  /** How far the other member of a direct room has read. */
  readUpTo: number | undefined
  /** How far the others of a group have read; undefined: a direct room, or one too large to tell. */
  readers?: ReadonlyMap<string, number> | undefined
}

/** Messages of one sender this close together are one group. */
const GROUP = 3 * 60_000

/** Lays messages out: days, the unread line, notices, and who groups with whom. */
export function rowsOf({ messages, unsent, notices, member, unreadAfter, readUpTo, readers }: RowsInput): Row[] {
  const stored = new Set(messages.map(({ nonce }) => nonce))
  const bubbles = [
    ...messages.map((message) => fromMessage(message, member)),
    ...unsent.filter(({ nonce }) => !stored.has(nonce)).map((message) => fromUnsent(message, messages, member)),
  ]
  const rows: Row[] = []
  let notice = 0
  let previous: MessageRow | undefined
  let unreadShown = unreadAfter === undefined || !messages.some(({ position }) => position <= unreadAfter)
  const day = ({ key, at }: MessageRow) => rows.push({ kind: 'day', key: `day-${key}`, at })
  if (bubbles[0]) day(bubbles[0])
  for (const row of bubbles) {
    for (; (notices[notice]?.position ?? Number.POSITIVE_INFINITY) < row.position; notice++)
      rows.push(...noticeRow(notices[notice]))
    if (previous && daysBetween(previous.at, row.at) !== 0) day(row)
    if (!unreadShown && row.status === 'stored' && row.position > (unreadAfter ?? 0) && !row.own) {
      rows.push({ kind: 'unread', key: 'unread' })
      unreadShown = true
    }
    row.first = rows.at(-1) !== previous || !groups(previous, row)
    if (!row.first && previous) previous.last = false
    rows.push(row)
    previous = row
  }
  rows.push(...notices.slice(notice).flatMap(noticeRow))
  const lastRead = bubbles.findLast((row) => row.own && row.status === 'stored' && row.position <= (readUpTo ?? 0))
  if (lastRead) lastRead.read = true
  const lastOwn = readers && bubbles.findLast((row) => row.own && row.status === 'stored' && !row.deleted)
  if (lastOwn) lastOwn.readers = readersOf(lastOwn.position, readers, member)
  return rows
}

function readersOf(position: number, readers: ReadonlyMap<string, number>, member: string): number {
  let count = 0
  for (const [id, read] of readers) if (id !== member && read >= position) count++
  return count
}

function groups(before: MessageRow | undefined, row: MessageRow): boolean {
  if (before === undefined || before.own !== row.own) return false
  if (!row.own && before.sender?.id !== row.sender?.id) return false
  return before.status !== 'failed' && row.at - before.at <= GROUP
}

const noticeRow = (notice: Notice | undefined): Row[] =>
  notice === undefined || textless(notice) ? [] : [{ kind: 'notice', key: `notice-${notice.position}`, notice }]

/** A change of role or policy has no line of its own. */
const textless = (notice: Notice) =>
  notice.type === 'room' && notice.title === undefined && notice.picture === undefined && notice.frozen === undefined

function fromMessage(message: ClientMessage, member: string): MessageRow {
  const { id, nonce, position, sender, text, sentAt, editedAt, deletedAt, quote, named, reactions, more } = message
  const own = sender?.id === member
  return {
    kind: 'message',
    key: own && nonce !== '' ? nonce : id,
    id,
    nonce,
    position,
    own,
    reader: member,
    sender,
    text,
    mentions: (named ?? []).map((mention) => ({ ...mention, own: mention.id === member })),
    at: sentAt,
    editedAt: deletedAt === null ? editedAt : null,
    deleted: deletedAt !== null,
    quote: quote ?? null,
    reactions: reactions.map(({ emoji, members }) => ({
      emoji,
      count: members.length + (more?.[emoji] ?? 0),
      own: members.includes(member),
    })),
    status: 'stored',
    first: true,
    last: true,
    read: false,
    readers: 0,
  }
}

function fromUnsent(
  { nonce, text, at, failed, replyTo, mentions }: UnsentMessage,
  messages: readonly ClientMessage[],
  member: string,
): MessageRow {
  const quoted = messages.find(({ id }) => id === replyTo)
  return {
    kind: 'message',
    key: nonce,
    id: null,
    nonce,
    position: Number.MAX_SAFE_INTEGER,
    own: true,
    reader: member,
    sender: null,
    text,
    mentions: mentions.map((mention) => ({ ...mention, own: false })),
    at,
    editedAt: null,
    deleted: false,
    quote: quoted ? { id: quoted.id, sender: quoted.sender, text: quoted.text } : null,
    reactions: [],
    status: failed === null ? 'pending' : 'failed',
    first: true,
    last: true,
    read: false,
    readers: 0,
  }
}
