import type { RoomKey, Signal } from '@damso/schema/model'

/** What may be lost: typing, read, presence (design §3). Never stored. */
export interface Signals {
  publish(room: RoomKey, signal: Signal): void
  follow(on: (room: RoomKey, signal: Signal) => void): Promise<{ stop(): Promise<void> }>
  stop(): Promise<void>
}
