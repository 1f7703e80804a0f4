import type { Message, MessageId } from '@damso/schema/model'
import { mongo, Schema } from 'mongoose'
import type { MessageChange } from './history-store.ts'

/** A message as MongoDB keeps it. `_id` is the message id, a hash over site, room, sender and nonce: it alone tells a replay. */
export interface MessageDocument extends Omit<Message, 'id'> {
  _id: MessageId
}

/** Named as hints of the reads: without its index a read fails at once instead of walking through everything. */
export const byId = { _id: 1 } as const
export const byPosition = { site: 1, room: 1, position: 1 } as const
export const byTime = { site: 1, room: 1, sentAt: 1, position: 1 } as const

const { String: Text, Double } = Schema.Types

const member = new Schema({ id: Text, name: Text, picture: Text }, { _id: false })
const reaction = new Schema({ emoji: Text, members: [Text] }, { _id: false })

/** Casts what is asked for; what is written goes past it, through `toDocument`. */
export const messageSchema = new Schema<MessageDocument>(
  {
    _id: Text,
    site: Text,
    room: Text,
    position: Double,
    revision: Double,
    seq: Double,
    nonce: Text,
    sender: member,
    text: Text,
    replyTo: Text,
    mentions: [Text],
    reactions: [reaction],
    sentAt: Double,
    editedAt: Double,
    deletedAt: Double,
  },
  { collection: 'messages', strict: 'throw', strictQuery: 'throw', versionKey: false, id: false },
)
messageSchema.index(byPosition, { name: 'messages_by_position', unique: true })
messageSchema.index(byTime, { name: 'messages_by_time' })

/**
 * Every number is stored as a double, which holds each safe integer: left to itself the driver writes an int32 below 2^31 and a double
 * from there on, and a field should be of one type.
 */
export const double = (value: number) => new mongo.Double(value)
const doubleOrNull = (value: number | null) => (value === null ? null : double(value))

export const toDocument = (message: Message) => ({
  _id: message.id,
  site: message.site,
  room: message.room,
  position: double(message.position),
  revision: double(message.revision),
  seq: doubleOrNull(message.seq),
  nonce: message.nonce,
  sender: message.sender,
  text: message.text,
  replyTo: message.replyTo,
  mentions: message.mentions,
  reactions: message.reactions,
  sentAt: double(message.sentAt),
  editedAt: doubleOrNull(message.editedAt),
  deletedAt: doubleOrNull(message.deletedAt),
})

export type WrittenDocument = ReturnType<typeof toDocument>

/** Field by field: taking the rest of an object costs a tenth of a page. */
export const fromDocument = (document: MessageDocument): Message => ({
  site: document.site,
  room: document.room,
  id: document._id,
  position: document.position,
  revision: document.revision,
  seq: document.seq,
  nonce: document.nonce,
  sender: document.sender,
  text: document.text,
  replyTo: document.replyTo,
  mentions: document.mentions,
  reactions: document.reactions,
  sentAt: document.sentAt,
  editedAt: document.editedAt,
  deletedAt: document.deletedAt,
})

/** One operation of a bulk write: it finds nothing where the change is no news. */
export const toUpdate = ({ site, room, id, revision, text, editedAt, deletedAt, reactions }: MessageChange) => ({
  updateOne: {
    filter: { _id: id, site, room, revision: { $lt: double(revision) } },
    update: {
      $set: {
        revision: double(revision),
        text,
        editedAt: doubleOrNull(editedAt),
        deletedAt: doubleOrNull(deletedAt),
        reactions,
      },
    },
    hint: byId,
  },
})
