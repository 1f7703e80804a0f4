import { createHash } from 'node:crypto'
import type { openHistory } from '@damso/api/internal/history'
import { type Message, roomKey } from '@damso/schema/model'
import { note } from '../support/print.ts'

export type History = Awaited<ReturnType<typeof openHistory>>

/** As many as the archiver brings at once. */
export const BATCH = 1_000

export const room = roomKey({ site: 'shop' }, '0192a1b0-0000-7000-8000-000000000001')
const other = roomKey({ site: 'shop' }, '0192a1b0-0000-7000-8000-000000000002')

/** A hash, as real ones are: they come in no order. */
const idOf = (number: number) => createHash('sha256').update(String(number)).digest('base64url').slice(0, 22)

/** Every second one is of another room, as in a log that many share. */
export const messageNumbered = (number: number): Message => ({
  ...(number % 2 === 0 ? room : other),
  ...{ id: idOf(number), position: number + 1, revision: number + 1 },
  ...{ seq: Math.floor(number / 2) + 1, nonce: `nonce-${String(number).padStart(8, '0')}` },
  sender: { id: `member-${number % 40}`, name: '김민아', picture: 'https://shop.example/faces/mina.png' },
  ...{ text: 'Is the blue one still in stock? '.repeat(4), replyTo: null, mentions: [] },
  reactions: number % 20 === 0 ? [{ emoji: '👍', members: ['jun', 'seo'] }] : [],
  ...{ sentAt: 1_790_000_000_000 + number, editedAt: null, deletedAt: null },
})

export const batchFrom = (from: number): Message[] =>
  Array.from({ length: BATCH }, (_, at) => messageNumbered(from + at))

/** @param messages how many: whole batches of them */
export async function fill(history: History, messages: number): Promise<void> {
  for (let from = 0; from < messages; from += BATCH) {
    await history.insert(batchFrom(from))
    if (from > 0 && from % NOTED === 0) note(`history: ${from} of ${messages} messages inserted`)
  }
}

const NOTED = 500_000
