import * as v from 'valibot'
import { type MemberId, type MessageId, messageId, type Nonce, nonce, type RoomId, type SiteId } from './ids.ts'
import { limits } from './limits.ts'
import type { Member } from './member.ts'
import type { Position } from './position.ts'
import { emoji, messageText, siteKey } from './text.ts'

export interface Message {
  site: SiteId
  room: RoomId
  id: MessageId
  position: Position
  /** Position of the last edit, deletion or reaction; at first the message's own. */
  revision: Position
  /** Null until archived. */
  seq: number | null
  nonce: Nonce
  /** As of sending; null: the system. */
  sender: Member | null
  /** Null: deleted. */
  text: string | null
  replyTo: MessageId | null
  mentions: MemberId[]
  reactions: Reaction[]
  /** Server time, milliseconds since 1970: shown, never used to order. */
  sentAt: number
  editedAt: number | null
  deletedAt: number | null
}

/** In order of first use; an emoji that nobody holds any more is absent. */
export interface Reaction {
  emoji: string
  members: MemberId[]
}

/** Body of `SEND /app/rooms/{room}/messages`, and the arguments of GraphQL's `sendMessage`. */
export const sendInput = v.object({
  nonce,
  text: messageText,
  replyTo: v.optional(v.nullable(messageId)),
  mentions: v.optional(v.pipe(v.array(siteKey), v.maxLength(limits.mentions))),
  /** This nonce may have been sent before: look for it first (design §7). */
  retry: v.optional(v.boolean()),
})
export type SendInput = v.InferOutput<typeof sendInput>

export const editInput = v.object({ nonce, text: messageText, retry: v.optional(v.boolean()) })
export type EditInput = v.InferOutput<typeof editInput>

export const deleteInput = v.object({ nonce, retry: v.optional(v.boolean()) })
export type DeleteInput = v.InferOutput<typeof deleteInput>

export const reactionInput = v.object({ nonce, emoji, on: v.boolean(), retry: v.optional(v.boolean()) })
export type ReactionInput = v.InferOutput<typeof reactionInput>

/** One of `importMessages`: as whom, and when. */
export const importInput = v.object({
  as: siteKey,
  nonce,
  text: messageText,
  sentAt: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
})
export type ImportInput = v.InferOutput<typeof importInput>
