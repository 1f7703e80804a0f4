/**
 * The history of cluster mode: one document a message; every page is a walk of one index from a place. A write is stored when
 * a majority has it in its journal, and a read sees only what a majority has, so a new primary takes nothing back.
 * @module
 */
import { type Message, type MessageId, type RoomKey, roomKeyText } from '@damso/schema/model'
import { type Model, mongo, type QueryFilter } from 'mongoose'
import { DuplicateMessage, type HistoryStore, type HistoryWindow } from './history-store.ts'
import {
  byId,
  byPosition,
  byTime,
  fromDocument,
  type MessageDocument,
  toDocument,
  toUpdate,
} from './message-document.ts'
import { type OpenMessagesOptions, openMessages } from './open-messages.ts'

/** Stated with every read, so that no URL softens it. */
const reading = {
  lean: true,
  readConcern: { level: 'majority' },
  readPreference: 'primary',
  maxTimeMS: 5_000,
} as const

/** All of it in one reply, the end of it too: left alone a cursor asks again after 101 documents. */
const atMost = (limit: number) => ({ limit, batchSize: limit + 1 })

const DUPLICATE_KEY = 11_000

const textOf = (room: RoomKey | MessageDocument, id: MessageId) => `${roomKeyText(room)}/${id}`

/** @throws {StartError} */
export async function openMongodbHistory(options: OpenMessagesOptions): Promise<HistoryStore> {
  const { messages, written, stop } = await openMessages(options)

  const findMany: HistoryStore['findMany'] = async (wanted) => {
    if (wanted.length === 0) return []
    const ids = { $in: wanted.map(({ id }) => id) }
    const options = { ...reading, ...atMost(wanted.length), hint: byId }
    const found = await messages.find<MessageDocument>({ _id: ids }, null, options)
    // Asked for by id alone, so that a batch of many rooms is one walk of one index.
    const asked = new Set(wanted.map(({ room, id }) => textOf(room, id)))
    return found.filter((document) => asked.has(textOf(document, document._id))).map(fromDocument)
  }

  return {
    async insert(given) {
      if (given.length === 0) return
      try {
        await written.insertMany(given.map(toDocument), { ordered: false })
      } catch (error) {
        const refused = duplicatesOf(error)
        if (!refused) throw error
        await tellApart(
          messages,
          given.filter((_, index) => refused.has(index)),
        )
      }
    },
    async change(changes) {
      if (changes.length === 0) return
      await written.bulkWrite(changes.map(toUpdate), { ordered: false })
    },
    page: (room, window) => pageOf(messages, room, window),
    find: (room, ids) => findMany(ids.map((id) => ({ room, id }))),
    findMany,
    async positionAt({ site, room }, sentAt) {
      const [first] = await messages.find<Pick<MessageDocument, 'position'>>(
        { site, room, sentAt: { $gte: sentAt } },
        { _id: 0, position: 1 },
        { ...reading, ...atMost(1), sort: { sentAt: 1, position: 1 }, hint: byTime },
      )
      return first?.position
    },
    async seqAt({ site, room }, at) {
      const [newest] = await messages.find<Pick<MessageDocument, 'seq'>>(
        { site, room, position: { $lte: at }, seq: { $ne: null } },
        { _id: 0, seq: 1 },
        { ...reading, ...atMost(1), sort: { position: -1 }, hint: byPosition },
      )
      return newest?.seq ?? 0
    },
    stop,
  }
}

/** Places in the batch of what was refused as duplicate; undefined where anything else went wrong too. */
function duplicatesOf(error: unknown): Set<number> | undefined {
  if (!(error instanceof mongo.MongoBulkWriteError)) return undefined
  const faults = [error.writeErrors].flat()
  const others = faults.some(({ code }) => code !== DUPLICATE_KEY)
  if (faults.length === 0 || others || error.result.getWriteConcernError()) return undefined
  return new Set(faults.map(({ index }) => index))
}

/**
 * @throws {DuplicateMessage} where an id stands with another position
 * @throws {Error} where the position of a room holds another message
 */
async function tellApart(messages: Model<MessageDocument>, refused: readonly Message[]): Promise<void> {
  const stored = await messages.find<Pick<MessageDocument, '_id' | 'position'>>(
    { _id: { $in: refused.map(({ id }) => id) } },
    { position: 1 },
    { ...reading, ...atMost(refused.length), hint: byId },
  )
  const positions = new Map(stored.map(({ _id, position }) => [_id, position]))
  const displaced = refused.find(({ id }) => !positions.has(id))
  if (displaced)
    throw new Error(
      `history: message ${displaced.id} cannot have position ${displaced.position} of room ${roomKeyText(displaced)}: another holds it. The event log is not the one that this history came from`,
    )
  const duplicates = refused.filter(({ id, position }) => positions.get(id) !== position)
  if (duplicates.length > 0) throw new DuplicateMessage(duplicates.map(({ id }) => id))
}

async function pageOf(
  messages: Model<MessageDocument>,
  { site, room }: RoomKey,
  { before, after, around, limit }: HistoryWindow,
): Promise<Message[]> {
  // To MongoDB a limit of 0 is none.
  if (limit === 0) return []
  const walk = async (direction: 1 | -1, place: QueryFilter<MessageDocument> = {}): Promise<Message[]> => {
    const options = { ...reading, ...atMost(limit), sort: { position: direction }, hint: byPosition }
    const found = await messages.find<MessageDocument>({ site, room, ...place }, null, options)
    return found.map(fromDocument)
  }
  if (after !== undefined) return walk(1, { position: { $gt: after } })
  if (before !== undefined) return (await walk(-1, { position: { $lt: before } })).reverse()
  if (around === undefined) return (await walk(-1)).reverse()
  const [older, newer] = await Promise.all([
    walk(-1, { position: { $lte: around } }),
    walk(1, { position: { $gt: around } }),
  ])
  return [...older.reverse(), ...newer]
}
