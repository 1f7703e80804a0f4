import { applyChange, limits, type Message, messageOf, type RecordEvent } from '@damso/schema/model'
import type { MessageFieldsFragment } from './operations/generated/operations.ts'

/** The message that a message answers, as a quote shows it. */
export interface Quote {
  id: string
  sender: { id: string; name: string } | null
  /** Null: deleted. */
  text: string | null
}

/** A member whom a message names, as `@name` in its text. */
export interface Mention {
  id: string
  name: string
}

/** Those of a stored value that are mentions, within the contract's bounds. */
export function mentionsOf({ mentions }: { mentions?: unknown }): Mention[] {
  const all: Partial<Mention>[] = Array.isArray(mentions) ? mentions : []
  return all.slice(0, limits.mentions).flatMap((mention) => {
    const { id, name } = mention ?? {}
    return bounded(id, limits.keyBytes) && bounded(name, limits.nameBytes) ? [{ id, name }] : []
  })
}

const bounded = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value !== '' && value.length <= most

/** A message of the contract's model, with what a reader needs besides. */
export interface ClientMessage extends Message {
  /** Null: answers nothing; undefined: not known here. */
  quote?: Quote | null
  /** Whom `mentions` names; undefined: nobody, or not known here. */
  named?: readonly Mention[]
  /** Members who reacted beyond those that are named in `reactions`, by emoji. */
  more?: Record<string, number>
}

type ChangeEvent = Extract<RecordEvent, { type: 'edited' | 'deleted' | 'reaction' }>

export function fromGraphql(site: string, room: string, fields: MessageFieldsFragment): ClientMessage {
  const { replyTo, reactions, mentions, sentAt, editedAt, deletedAt, nonce, ...same } = fields
  const time = (at: string | null) => (at === null ? null : Date.parse(at))
  return {
    ...same,
    site,
    room,
    nonce: nonce ?? '',
    replyTo: replyTo?.id ?? null,
    mentions: mentions.map(({ id }) => id),
    named: mentions,
    reactions: reactions.map(({ emoji, members }) => ({ emoji, members: members.map(({ id }) => id) })),
    sentAt: Date.parse(sentAt),
    editedAt: time(editedAt),
    deletedAt: time(deletedAt),
    quote: replyTo,
    more: Object.fromEntries(reactions.map(({ emoji, count, members }) => [emoji, count - members.length])),
  }
}

export function fromEvent(site: string, event: Extract<RecordEvent, { type: 'message' }>): ClientMessage {
  const { nonce, text, replyTo, mentions } = event
  return messageOf({
    ...envelope(site, event),
    kind: 'message',
    actor: event.sender,
    at: event.at,
    eventId: event.id,
    body: { nonce, text, replyTo, mentions },
  })
}

/** By the contract's one rule. */
export function changed(message: ClientMessage, event: ChangeEvent): ClientMessage {
  const base = envelope(message.site, event)
  switch (event.type) {
    case 'edited':
      return applyChange(message, {
        ...base,
        kind: 'edited',
        actor: event.actor,
        at: event.at,
        body: { message: event.message, text: event.text },
      })
    case 'deleted':
      return applyChange(message, {
        ...base,
        kind: 'deleted',
        actor: event.actor,
        at: event.at,
        body: { message: event.message, moderator: event.moderator },
      })
    case 'reaction':
      return applyChange(message, {
        ...base,
        kind: 'reaction',
        actor: { id: event.member, name: '', picture: null },
        body: { message: event.message, emoji: event.emoji, on: event.on },
      })
  }
}

export const quoteOf = ({ id, sender, text }: Message): Quote => ({
  id,
  sender: sender && { id: sender.id, name: sender.name },
  text,
})

const envelope = (site: string, { room, position }: { room: string; position: number }) => ({
  version: 1 as const,
  site,
  room,
  position,
  eventId: '',
  counts: false,
  at: 0,
})
