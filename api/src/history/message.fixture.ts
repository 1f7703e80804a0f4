import { type Message, roomKey } from '@damso/schema/model'
import type { MessageChange } from './history-store.ts'

export const here = roomKey({ site: 'shop' }, '0192a1b0-0000-7000-8000-000000000001')
export const elsewhere = roomKey({ site: 'shop' }, '0192a1b0-0000-7000-8000-000000000002')
export const otherSite = roomKey({ site: 'club' }, here.room)

/** Positions are sparse, as in a log shared by many rooms. */
export const positionOf = (number: number) => number * 7

export function message(number: number, changes: Partial<Message> = {}): Message {
  const { site, room } = here
  return {
    site,
    room,
    id: `message-${String(number).padStart(14, '0')}`,
    position: positionOf(number),
    revision: positionOf(number),
    seq: number,
    nonce: `nonce-${number}`,
    sender: { id: 'mina', name: '미나', picture: 'https://shop.example/mina.png' },
    text: `text ${number}`,
    replyTo: null,
    mentions: [],
    reactions: [],
    sentAt: 1_790_000_000_000 + number * 1_000,
    editedAt: null,
    deletedAt: null,
    ...changes,
  }
}

export const numbered = (from: number, to: number): Message[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => message(from + at))

export const editOf = (of: Message, revision: number, changes: Partial<MessageChange>): MessageChange => {
  const { site, room, id, text, editedAt, deletedAt, reactions } = of
  return { site, room, id, text, editedAt, deletedAt, reactions, ...changes, revision }
}
