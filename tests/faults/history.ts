/**
 * What a fault test saw, entry by entry, in the order in which its one process saw it: the only thing that the checker knows.
 * @module
 */
import type { RecordEvent } from '@damso/schema/model'

export type ActKind = 'message' | 'edited' | 'deleted' | 'reaction' | 'read'

/** Something that a member does, once: every try of it carries the same nonce. */
export interface Act {
  kind: ActKind
  room: string
  member: string
  /** Unique in the whole run. */
  nonce: string
  /** Of message and edited; unique in the whole run too. */
  text?: string
  /** Of edited, deleted and reaction: which message. */
  message?: string
  emoji?: string
  on?: boolean
  /** Of read: up to where. */
  position?: number
}

/** A message as a page shows it. */
export interface Seen {
  id: string
  position: number
  revision: number
  seq: number | null
  /** Null to everyone but its sender. */
  nonce: string | null
  sender: string | null
  /** Null: deleted. */
  text: string | null
  reactions: { emoji: string; members: string[] }[]
}

/** Times are milliseconds of the test's own clock. */
export type Entry = { at: number } & (
  | { type: 'asked'; act: Act; retry: boolean }
  /** A RECEIPT or an answer that says so. `position` of a change is null where the answer does not tell it. */
  | { type: 'stored'; nonce: string; position: number | null; message: string | null }
  | { type: 'refused'; nonce: string; code: string }
  /** The answer did not come. */
  | { type: 'unknown'; nonce: string }
  /** A reader dropped what it had and loaded the newest page; what is delivered from now on continues it. */
  | { type: 'view'; reader: string; member: string; room: string; askedAt: number; position: number; messages: Seen[] }
  | { type: 'delivered'; reader: string; event: RecordEvent }
  /** The reader's subscription ended for good: it is a member no more. */
  | { type: 'ended'; reader: string }
  /** Any page that somebody looked at; `newest` reaches up to `position`. */
  | ({ type: 'page'; member: string; room: string; askedAt: number; newest: boolean } & {
      atLeast: number
      position: number
      messages: Seen[]
    })
  | ({ type: 'summary'; member: string; room: string; final: boolean } & {
      lastSeq: number
      lastPosition: number
      unread: number
      readPosition: number
      readSeq: number
    })
  /** A removal or leave was acknowledged. */
  | { type: 'barred'; member: string; room: string }
  /** Someone is about to bring the member back. */
  | { type: 'readmitted'; member: string; room: string }
  | { type: 'killed'; node: string }
  | { type: 'ready'; node: string }
  /** Something is broken on purpose, and mended; `what` says where. */
  | { type: 'fault'; fault: string; what: string }
  | { type: 'healed'; fault: string }
  /** Every node has acknowledged a send that was asked after healing; `limit` is what was allowed. */
  | { type: 'recovered'; fault: string; milliseconds: number; limit: number }
  /** What a node's process held after a fault was mended. */
  | { type: 'memory'; node: string; bytes: number }
  /** All of a room as a member sees it when everything has come to rest. */
  | { type: 'final'; member: string; room: string; messages: Seen[] }
)

export type EntryOf<T extends Entry['type']> = Extract<Entry, { type: T }>

/** Something that the promise forbids, and what shows it. */
export interface Violation {
  rule: string
  what: string
  evidence: unknown[]
}

/** `Omit` of each member of a union. */
type Untimed<E> = E extends Entry ? Omit<E, 'at'> : never

export class Recorder {
  readonly entries: Entry[] = []

  record(entry: Untimed<Entry>): void {
    this.entries.push({ at: performance.now(), ...entry } as Entry)
  }
}
