import type { Mention } from '../client/index.ts'
import type { Place } from './timeline/place.ts'

/** What a member does in the panel. Elements only say it; the panel alone carries it out. */
export type Act =
  | { type: 'open-list' }
  | { type: 'open-room'; room: string }
  | { type: 'close-panel' }
  | { type: 'not-loaded' }
  | { type: 'open-direct'; member: string }
  | { type: 'join'; room: string }
  | { type: 'notify'; room: string; on: boolean }
  | { type: 'search-rooms'; search: string }
  | { type: 'more-rooms' }
  | { type: 'send'; text: string; replyTo: string | null; mentions: readonly Mention[] }
  | { type: 'typing'; text: string; mentions: readonly Mention[] }
  | { type: 'resend' | 'discard'; nonce: string }
  /** `undone`: it was refused, or nobody knows. */
  | { type: 'edit'; message: string; text: string; undone: () => void }
  | { type: 'delete'; message: string }
  | { type: 'react'; message: string; emoji: string; on: boolean }
  | { type: 'older' | 'newer' | 'newest' | 'retry' }
  | { type: 'jump'; message: string }
  | { type: 'jump-to-date'; at: number }
  | { type: 'following'; following: boolean }
  /** Scrolling rests; null: at the newest. */
  | { type: 'place'; place: Place | null }
  | { type: 'read'; position: number }
  | { type: 'open-screen'; screen: Screen }
  | { type: 'close-screen' | 'room-changed' }

/** What lies over the room or the list: its details, the question whether to leave it, a room to be made. */
export type Screen = 'details' | 'leave' | 'create'

/** Travels from the element where it happened to the panel, through every shadow root, and stops there. */
export class ActEvent extends Event {
  static readonly type = 'damso-act'
  readonly act: Act

  constructor(act: Act) {
    super(ActEvent.type, { bubbles: true, composed: true, cancelable: true })
    this.act = act
  }
}

/** @returns false: it may not be done now */
export const perform = (element: EventTarget, act: Act): boolean => element.dispatchEvent(new ActEvent(act))

declare global {
  interface GlobalEventHandlersEventMap {
    'damso-act': ActEvent
  }
}
