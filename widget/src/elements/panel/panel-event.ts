import type { DamsoEventMap } from '../../loader/events.ts'
import type { Place } from '../timeline/place.ts'

/** An event of the host element's, with its detail. */
type Told = {
  [T in 'room' | 'send' | 'message' | 'connection']: { type: T; detail: DamsoEventMap[`damso-${T}`]['detail'] }
}['room' | 'send' | 'message' | 'connection']

/** What the page hears of: the host element turns these into `damso-*` events, and cancels one that the page cancelled. */
export class PanelEvent extends Event {
  static readonly type = 'damso-panel'
  readonly what:
    | { type: 'close' | 'left' }
    | { type: 'unread'; total: number }
    | { type: 'place'; place: Place | null }
    | Told

  constructor(what: PanelEvent['what']) {
    super(PanelEvent.type, { bubbles: true, cancelable: what.type === 'room' || what.type === 'send' })
    this.what = what
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'damso-panel': PanelEvent
  }
}
