/**
 * A page of 50 messages out of a long room, against the same statement through the same kind of worker; and the deepest
 * page against the newest.
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openHistory } from '@damso/api/internal/history'
import { connectSqlite } from '@damso/api/internal/sqlite'
import type { Line } from '../support/compare.ts'
import type { BenchOptions } from '../support/options.ts'
import { fill, room } from './messages.ts'
import { comparePages } from './pages.ts'

const MESSAGES = 200_000

const bareSql = `
  SELECT id, site, room, position, revision, seq, nonce, sender_id, sender_name, sender_picture, text, reply_to, mentions,
    reactions, sent_at, edited_at, deleted_at
  FROM messages WHERE site = ? AND room = ? AND position < ? ORDER BY position DESC LIMIT ?`

const onFatal = (error: Error) => {
  throw error
}

export async function run({ messages = MESSAGES }: BenchOptions): Promise<Line[]> {
  const folder = await mkdtemp(join(tmpdir(), 'damso-bench-'))
  const file = join(folder, 'history.db')
  const history = await openHistory({ url: `sqlite:${file}`, onFatal })
  const bare = connectSqlite({ file, readOnly: true, onFatal })
  try {
    await fill(history, messages)
    return await comparePages(history, messages, {
      name: 'the same statement through the same worker',
      read: (before, limit) => bare.rows(bareSql, [room.site, room.room, before, limit]),
    })
  } finally {
    await bare.close()
    await history.stop()
    await rm(folder, { recursive: true })
  }
}
