import type { MemberId, Message, Reaction } from '@damso/schema/model'
import type { Value } from '../database/sqlite/protocol.ts'

/** `id` is the message id, a hash over site, room, sender and nonce: it alone tells a replay. */
export const messagesSchema = `
  CREATE TABLE IF NOT EXISTS messages (
    id TEXT NOT NULL PRIMARY KEY,
    site TEXT NOT NULL,
    room TEXT NOT NULL,
    position INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    seq INTEGER,
    nonce TEXT NOT NULL,
    sender_id TEXT,
    sender_name TEXT,
    sender_picture TEXT,
    text TEXT,
    reply_to TEXT,
    mentions TEXT,
    reactions TEXT,
    sent_at INTEGER NOT NULL,
    edited_at INTEGER,
    deleted_at INTEGER
  );
  CREATE UNIQUE INDEX IF NOT EXISTS messages_by_position ON messages (site, room, position);
  CREATE INDEX IF NOT EXISTS messages_by_time ON messages (site, room, sent_at, position);
`

const columns = [
  ...['id', 'site', 'room', 'position', 'revision', 'seq', 'nonce', 'sender_id', 'sender_name', 'sender_picture'],
  ...['text', 'reply_to', 'mentions', 'reactions', 'sent_at', 'edited_at', 'deleted_at'],
]

/** In the order of `MessageRow`. */
export const messageColumns = columns.map((name) => `messages.${name}`).join(', ')

export const insertMessage = `
  INSERT INTO messages (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
  ON CONFLICT (id) DO NOTHING`

export type MessageRow = readonly [
  id: string,
  site: string,
  room: string,
  position: number,
  revision: number,
  seq: number | null,
  nonce: string,
  senderId: string | null,
  senderName: string | null,
  senderPicture: string | null,
  text: string | null,
  replyTo: string | null,
  mentions: string | null,
  reactions: string | null,
  sentAt: number,
  editedAt: number | null,
  deletedAt: number | null,
]

/** Null stands for the empty list: most messages have none, and need no JSON. */
const listText = (list: readonly unknown[]): string | null => (list.length === 0 ? null : JSON.stringify(list))

export const reactionsText = (reactions: readonly Reaction[]): string | null => listText(reactions)

export const toRow = (message: Message): readonly Value[] =>
  [
    message.id,
    message.site,
    message.room,
    message.position,
    message.revision,
    message.seq,
    message.nonce,
    message.sender?.id ?? null,
    message.sender?.name ?? null,
    message.sender?.picture ?? null,
    message.text,
    message.replyTo,
    listText(message.mentions),
    listText(message.reactions),
    message.sentAt,
    message.editedAt,
    message.deletedAt,
  ] satisfies MessageRow

export const fromRow = (row: MessageRow): Message => ({
  id: row[0],
  site: row[1],
  room: row[2],
  position: row[3],
  revision: row[4],
  seq: row[5],
  nonce: row[6],
  sender: row[7] === null ? null : { id: row[7], name: row[8] ?? '', picture: row[9] },
  text: row[10],
  replyTo: row[11],
  mentions: row[12] === null ? [] : (JSON.parse(row[12]) as MemberId[]),
  reactions: row[13] === null ? [] : (JSON.parse(row[13]) as Reaction[]),
  sentAt: row[14],
  editedAt: row[15],
  deletedAt: row[16],
})
