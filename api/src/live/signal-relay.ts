import type { Signals } from '../signals/signals.ts'
import type { Activity } from './activity.ts'
import type { Hub } from './hub.ts'

export interface SignalRelayOptions {
  signals: Signals
  hub: Hub
  activity: Pick<Activity, 'read'>
  /** A read marker that could not be told. */
  onError: (error: unknown) => void
}

/** Signals from any node, to whoever listens to the room here; not back to the member whom they are about. */
export const relaySignals = ({
  signals,
  hub,
  activity,
  onError,
}: SignalRelayOptions): Promise<{ stop(): Promise<void> }> =>
  signals.follow((room, signal) => {
    if (signal.type === 'read') {
      activity.read(room, signal).catch(onError)
      return
    }
    const about = signal.type === 'typing' ? signal.member.id : signal.member
    hub.signal(room, { ...signal, room: room.room }, about)
  })
