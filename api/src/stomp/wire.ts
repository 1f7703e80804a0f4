import type { Socket } from 'node:net'

/** What a transport lends to a connection. */
export interface Wire {
  readonly transport: 'websocket' | 'tcp'
  /** Complete frames are written to it directly. */
  readonly socket: Socket
  /** Stops reading. What was read already may still arrive. */
  pause(): void
  resume(): void
  /** Says farewell after what was written, and waits for the peer to close. */
  end(closeCode: number, reason: string): void
  /** Lets go at once. */
  destroy(): void
}

/** Silence after which the kernel asks whether the peer is still there: those that agreed on no heart-beats may be gone. */
export const KEEP_ALIVE_MILLISECONDS = 60_000

/** Octets that the kernel has not taken; falls while a slow peer reads, even inside one large write. */
export function unsentBytes(socket: Socket): number {
  // `net` measures the progress of a write for `setTimeout` by the same figure.
  const handle = (socket as unknown as { _handle?: { writeQueueSize?: number } | null })._handle
  return handle?.writeQueueSize ?? socket.writableLength
}
