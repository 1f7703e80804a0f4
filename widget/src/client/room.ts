import { destinations } from '@damso/schema/model'
import { pause } from './backoff.ts'
import { faultCodeOf } from './client-fault.ts'
import type { Connection } from './connection.ts'
import { createNonce } from './nonce.ts'
import type { ActResult } from './refused.ts'
import type { RoomQuestions } from './room-questions.ts'
import type { Signals } from './signals.ts'
import type { Timeline } from './timeline.ts'

/** One open room: what is said in it, what passes through it, and what a member does to messages. */
export interface OpenRoom extends RoomQuestions {
  readonly id: string
  readonly timeline: Timeline
  readonly signals: Signals
  edit(message: string, text: string): Promise<ActResult>
  delete(message: string): Promise<ActResult>
  react(message: string, emoji: string, on: boolean): Promise<ActResult>
  /** How far everybody has read, once; signals go on from there. For rooms of up to `limits.readReceiptMembers`. */
  loadReaders(): Promise<void>
  close(): void
}

const ATTEMPTS = 3
const RECONNECT_WAIT = 3_000

/** An act on a message: the same nonce until its outcome is known. What it did comes back as a record. */
export function createActs(room: string, connection: Connection): Pick<OpenRoom, 'edit' | 'delete' | 'react'> {
  async function act(destination: string, body: object): Promise<ActResult> {
    const nonce = createNonce()
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        const outcome = await connection.send(destination, { ...body, nonce, ...(attempt > 0 && { retry: true }) })
        return outcome.outcome === 'stored' ? undefined : { code: outcome.code, field: null }
      } catch (error) {
        if (faultCodeOf(error) !== 'DISCONNECTED') throw error
        await connected(connection)
      }
    }
    return { code: 'DISCONNECTED', field: null }
  }
  return {
    edit: (message, text) => act(destinations.edit(room, message), { text }),
    delete: (message) => act(destinations.delete(room, message), {}),
    react: (message, emoji, on) => act(destinations.reactions(room, message), { emoji, on }),
  }
}

/** Until the connection is back, or a while. */
async function connected({ state }: Connection): Promise<void> {
  if (state.value === 'connected') return
  let stop = () => {}
  const back = new Promise<void>((resolve) => {
    stop = state.subscribe((value) => value === 'connected' && resolve())
  })
  await Promise.race([back, pause(RECONNECT_WAIT)])
  stop()
}
