import { limits } from './limits.ts'
import type { Message, Reaction } from './message.ts'
import type { LogRecord } from './record.ts'

type MessageRecord = Extract<LogRecord, { kind: 'message' }>
type ChangeRecord = Extract<LogRecord, { kind: 'edited' | 'deleted' | 'reaction' }>

/** A message as first said; `seq` comes from the archiver. */
export const messageOf = (record: MessageRecord, seq: number | null = null): Message => ({
  site: record.site,
  room: record.room,
  id: record.eventId,
  position: record.position,
  revision: record.position,
  seq,
  nonce: record.body.nonce,
  sender: record.actor,
  text: record.body.text,
  replyTo: record.body.replyTo,
  mentions: record.body.mentions,
  reactions: [],
  sentAt: record.at,
  editedAt: null,
  deletedAt: null,
})

export const isChange = (record: LogRecord): record is ChangeRecord =>
  record.kind === 'edited' || record.kind === 'deleted' || record.kind === 'reaction'

/**
 * The one rule by which a change meets a message: archiver, tail and client all use it, so they cannot differ.
 * Only the sender edits; the sender or an operator deletes; a deleted message changes no more. Applied in log order,
 * and only where the record is newer than the message, the result is a pure function of the log: the state at
 * revision r is the same wherever it is computed.
 */
export function applyChange(message: Message, record: ChangeRecord): Message {
  if (record.position <= message.revision || record.body.message !== message.id) return message
  const bySender = record.actor !== null && record.actor.id === message.sender?.id
  const changed = (change: Partial<Message>): Message => ({ ...message, ...change, revision: record.position })
  if (message.deletedAt !== null) return message
  switch (record.kind) {
    case 'edited':
      return bySender ? changed({ text: record.body.text, editedAt: record.at }) : message
    case 'deleted':
      return bySender || record.body.moderator ? changed({ text: null, deletedAt: record.at, reactions: [] }) : message
    case 'reaction':
      return record.actor === null
        ? message
        : changed({ reactions: react(message.reactions, record.actor.id, record.body) })
  }
}

/** A message takes so many different emoji; more of one that it has are always taken. */
export const takesEmoji = (reactions: readonly Reaction[], emoji: string): boolean =>
  reactions.length < limits.reactionKinds || reactions.some((reaction) => reaction.emoji === emoji)

function react(reactions: Reaction[], member: string, { emoji, on }: { emoji: string; on: boolean }): Reaction[] {
  const held = reactions.find((reaction) => reaction.emoji === emoji)
  if (on && !held) return takesEmoji(reactions, emoji) ? [...reactions, { emoji, members: [member] }] : reactions
  if (!held || held.members.includes(member) === on) return reactions
  const members = on ? [...held.members, member] : held.members.filter((id) => id !== member)
  return members.length === 0
    ? reactions.filter((reaction) => reaction !== held)
    : reactions.map((reaction) => (reaction === held ? { emoji, members } : reaction))
}
