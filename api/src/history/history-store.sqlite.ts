/**
 * The history of embedded mode: one row a message, in a file of its own; every page is a walk of one index from a place.
 * @module
 */
import type { Message, RoomKey } from '@damso/schema/model'
import { openFile } from '../database/sqlite/open.ts'
import { DuplicateMessage, type HistoryStore, type HistoryWindow } from './history-store.ts'
import {
  fromRow,
  insertMessage,
  type MessageRow,
  messageColumns,
  messagesSchema,
  reactionsText,
  toRow,
} from './message-row.ts'

export interface SqliteHistoryOptions {
  file: string
  /** An I/O error on commit: the process should say it and end. */
  onFatal: (error: Error) => void
}

const inRoom = `SELECT ${messageColumns} FROM messages WHERE site = ? AND room = ?`
const newest = `${inRoom} ORDER BY position DESC LIMIT ?`
const before = `${inRoom} AND position < ? ORDER BY position DESC LIMIT ?`
const after = `${inRoom} AND position > ? ORDER BY position LIMIT ?`
const around = `
  SELECT * FROM (${inRoom} AND position <= ? ORDER BY position DESC LIMIT ?)
  UNION ALL SELECT * FROM (${inRoom} AND position > ? ORDER BY position LIMIT ?)`

/** Its parameter is JSON, `[[site, room, id], …]`: one statement for any number of them. */
const find = `
  SELECT ${messageColumns} FROM json_each(?) AS wanted
  CROSS JOIN messages ON messages.id = wanted.value ->> 2 AND site = wanted.value ->> 0 AND room = wanted.value ->> 1`

const positionsOf = 'SELECT id, position FROM messages WHERE id IN (SELECT value FROM json_each(?))'

const change = `
  UPDATE messages SET revision = ?, text = ?, edited_at = ?, deleted_at = ?, reactions = ?
  WHERE id = ? AND site = ? AND room = ? AND revision < ?`

const positionAt = `
  SELECT position FROM messages WHERE site = ? AND room = ? AND sent_at >= ? ORDER BY sent_at, position LIMIT 1`

const seqAt = `
  SELECT seq FROM messages WHERE site = ? AND room = ? AND position <= ? AND seq IS NOT NULL
  ORDER BY position DESC LIMIT 1`

const byPosition = (one: Message, other: Message) => one.position - other.position

export async function openSqliteHistory({ file, onFatal }: SqliteHistoryOptions): Promise<HistoryStore> {
  const { reader, writer, close } = openFile({ file, onFatal })
  await writer.script(messagesSchema)

  const messages = async (sql: string, parameters: readonly unknown[]) =>
    (await reader.rows<MessageRow>(sql, parameters)).map(fromRow)
  const findMany: HistoryStore['findMany'] = (wanted) =>
    messages(find, [JSON.stringify(wanted.map(({ room, id }) => [room.site, room.room, id]))])

  return {
    async insert(given) {
      if (given.length === 0) return
      const [result] = await writer.commit([{ sql: insertMessage, rows: given.map(toRow) }])
      if (result?.changes === given.length) return
      const ids = JSON.stringify(given.map(({ id }) => id))
      const stored = new Map(await reader.rows<[string, number]>(positionsOf, [ids]))
      const duplicates = given.filter(({ id, position }) => stored.get(id) !== position)
      if (duplicates.length > 0) throw new DuplicateMessage(duplicates.map(({ id }) => id))
    },
    async change(changes) {
      if (changes.length === 0) return
      const rows = changes.map(({ site, room, id, revision, text, editedAt, deletedAt, reactions }) => [
        ...[revision, text, editedAt, deletedAt, reactionsText(reactions)],
        ...[id, site, room, revision],
      ])
      await writer.commit([{ sql: change, rows }])
    },
    page: async (room, window) => pageOf(room, window, messages),
    find: (room, ids) => findMany(ids.map((id) => ({ room, id }))),
    findMany,
    async positionAt({ site, room }, sentAt) {
      const [row] = await reader.rows<[number]>(positionAt, [site, room, sentAt])
      return row?.[0]
    },
    async seqAt({ site, room }, at) {
      const [row] = await reader.rows<[number]>(seqAt, [site, room, at])
      return row?.[0] ?? 0
    },
    stop: close,
  }
}

async function pageOf(
  { site, room }: RoomKey,
  window: HistoryWindow,
  messages: (sql: string, parameters: readonly unknown[]) => Promise<Message[]>,
): Promise<Message[]> {
  const { limit } = window
  if (window.after !== undefined) return messages(after, [site, room, window.after, limit])
  if (window.before !== undefined) return (await messages(before, [site, room, window.before, limit])).reverse()
  if (window.around === undefined) return (await messages(newest, [site, room, limit])).reverse()
  const side = [site, room, window.around, limit]
  return (await messages(around, [...side, ...side])).sort(byPosition)
}
