/** What the page hears of: the host element turns these into `damso-*` events. */
export class PanelEvent extends Event {
  static readonly type = 'damso-panel'
  readonly what: { type: 'close' } | { type: 'unread'; total: number } | { type: 'room'; room: string | null }

  constructor(what: PanelEvent['what']) {
    super(PanelEvent.type, { bubbles: true })
    this.what = what
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'damso-panel': PanelEvent
  }
}
