import type { ActResult, Chat } from '../../client/index.ts'
import type { ActEvent, Screen } from '../act.ts'
import { PanelEvent } from './panel-event.ts'
import type { Visit } from './visit.ts'

/** What acts need of the panel. */
export interface Stage extends EventTarget {
  readonly currentChat: Chat | null
  readonly visit: Visit
  openRoom(by: { id: string } | null): Promise<boolean>
  openScreen(screen: Screen): Promise<void>
  closeScreen(): void
  /** Asks the token source once more. */
  signInAgain(): void
  focusFirst(from?: string): Promise<void>
  /** Brings a message of the window into sight. */
  reveal(message: string): Promise<void>
  /** Says in words what did not work; undefined: it did. */
  tell(code: string | undefined): void
}

/** Carries out what a member did. */
export function carryOut(panel: Stage, event: ActEvent): void {
  const { act } = event
  const { currentChat: chat, visit } = panel
  const { room } = visit
  if (act.type === 'close-panel') {
    panel.dispatchEvent(new PanelEvent({ type: 'close' }))
    return
  }
  if (!chat) {
    if (act.type === 'retry') panel.signInAgain()
    return
  }
  const tell = (result: Promise<ActResult>, undone = () => {}) =>
    void result
      .then(
        (refused) => refused?.code,
        () => 'DISCONNECTED',
      )
      .then((code) => {
        panel.tell(code)
        if (code !== undefined) undone()
      })
  switch (act.type) {
    case 'open-list':
      void panel.openRoom(null).then(() => panel.focusFirst(room?.id))
      return
    case 'open-room':
      void panel.openRoom({ id: act.room }).then(() => panel.focusFirst())
      return
    case 'not-loaded':
      panel.tell('DISCONNECTED')
      return
    case 'search-rooms':
      // Who searches chooses: a single match does not open by itself.
      if (act.search !== '') visit.chosen = true
      chat.rooms.search(act.search)
      return
    case 'more-rooms':
      void chat.rooms.loadMore()
      return
    case 'open-direct':
      tell(
        chat.openDirect(act.member).then((result) => {
          if ('code' in result) return result
          void panel.openRoom({ id: result.room }).then(() => panel.focusFirst())
          return undefined
        }),
      )
      return
    case 'join':
      tell(
        chat.join(act.room).then(async (refused) => {
          if (refused) return refused
          visit.room?.timeline.open()
          await visit.refresh()
          // The button that had the focus is gone.
          void panel.focusFirst()
          return undefined
        }),
      )
      return
    case 'notify':
      tell(chat.notify(act.room, act.on ? 'ALL' : 'NONE').then(refreshed(panel)))
      return
    case 'open-screen':
      void panel.openScreen(act.screen)
      return
    case 'close-screen':
      panel.closeScreen()
      return
    case 'room-changed':
      void visit.refresh()
      return
  }
  if (!room) {
    if (act.type === 'retry') visit.tryAgain()
    return
  }
  switch (act.type) {
    case 'send':
      if (
        !panel.dispatchEvent(new PanelEvent({ type: 'send', detail: { room: visit.ref(room.id), text: act.text } }))
      ) {
        event.preventDefault()
        return
      }
      room.timeline.jumpToNewest()
      room.signals.stoppedTyping()
      chat.drafts.delete(room.id)
      chat.unsent.add(room.id, act.text, act.replyTo, act.mentions)
      return
    case 'typing':
      if (act.text === '') chat.drafts.delete(room.id)
      else chat.drafts.set(room.id, { text: act.text, mentions: act.mentions })
      if (act.text.trim() !== '') room.signals.typing()
      return
    case 'resend':
      chat.unsent.resend(act.nonce)
      return
    case 'discard':
      chat.unsent.discard(act.nonce)
      return
    case 'edit':
      tell(room.edit(act.message, act.text), act.undone)
      return
    case 'delete':
      tell(room.delete(act.message))
      return
    case 'react':
      tell(room.react(act.message, act.emoji, act.on))
      return
    case 'older':
      room.timeline.loadOlder()
      return
    case 'newer':
      room.timeline.loadNewer()
      return
    case 'newest':
      room.timeline.jumpToNewest()
      return
    case 'retry':
      room.timeline.open()
      return
    case 'jump':
      void room.timeline.jumpTo(act.message).then(() => panel.reveal(act.message))
      return
    case 'jump-to-date':
      void room.timeline.jumpToDate(act.at).then((message) => {
        if (message === undefined) panel.tell('')
        else void panel.reveal(message)
      })
      return
    case 'following':
      room.timeline.following = act.following
      return
    case 'place':
      visit.place = act.place
      room.timeline.standing = act.place?.message
      panel.dispatchEvent(new PanelEvent({ type: 'place', place: act.place }))
      return
    case 'read':
      room.signals.read(act.position)
  }
}

const refreshed = (panel: Stage) => (refused: ActResult) => {
  if (!refused) void panel.visit.refresh()
  return refused
}
