/**
 * In MongoDB: a page of 50 messages out of a long room, against the same `find` by the bare driver; and the deepest page
 * against the newest.
 * @module
 */
import { openHistory } from '@damso/api/internal/history'
import type { Line } from '../support/compare.ts'
import { openMongodb } from '../support/mongodb.ts'
import type { BenchOptions } from '../support/options.ts'
import { fill, room } from './messages.ts'
import { comparePages } from './pages.ts'

const MESSAGES = 2_000_000

const onFatal = (error: Error) => {
  throw error
}

export async function run({ messages = MESSAGES }: BenchOptions): Promise<Line[]> {
  const mongodb = await openMongodb()
  const history = await openHistory({ url: mongodb.url, onFatal })
  try {
    await fill(history, messages)
    const bare = mongodb.database.collection('messages', { readConcern: { level: 'majority' } })
    return await comparePages(history, messages, {
      name: "the bare driver's find",
      read: (before, limit) =>
        bare
          .find({ site: room.site, room: room.room, position: { $lt: before } })
          .sort({ position: -1 })
          .limit(limit)
          .toArray(),
    })
  } finally {
    await history.stop()
    await mongodb.remove()
  }
}
