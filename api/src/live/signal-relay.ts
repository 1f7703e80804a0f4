import type { Signals } from '../signals/signals.ts'
import type { Hub } from './hub.ts'

/** Signals from any node, to whoever listens to the room here; not back to the member whom they are about. */
export const relaySignals = (signals: Signals, hub: Hub): Promise<{ stop(): Promise<void> }> =>
  signals.follow((room, signal) => {
    const about = typeof signal.member === 'string' ? signal.member : signal.member.id
    hub.signal(room, { ...signal, room: room.room }, about)
  })
