import type { DamsoChat } from '../loader/damso-chat.ts'
import type { PageState } from './page-state.ts'

export interface TellPageOptions {
  chat: DamsoChat
  box: HTMLElement
  state: PageState
  onUnread: (total: number) => void
  /** After each thing that was told. */
  onTold: () => void
  signal: AbortSignal
}

/** Turns what the panel says into the element's events; what the page cancels there is cancelled in the panel. */
export function tellPage({ chat, box, state, onUnread, onTold, signal }: TellPageOptions): void {
  box.addEventListener(
    'damso-panel',
    (event) => {
      const { what, cancelable } = event
      if (what.type === 'close') chat.close()
      else if (what.type === 'unread') onUnread(what.total)
      else if (what.type === 'left') state.left()
      else if (what.type === 'place') state.moved(what.place)
      else if ('detail' in what) {
        const { type, detail } = what
        const told = new CustomEvent(`damso-${type}`, { detail, bubbles: true, composed: true, cancelable })
        if (!chat.dispatchEvent(told)) event.preventDefault()
        else if (type === 'room') state.entered(detail.room.id)
      }
      onTold()
    },
    { signal },
  )
}
