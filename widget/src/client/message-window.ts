import type { RecordEvent } from '@damso/schema/model'
import { type ClientMessage, changed, fromEvent, type Mention, quoteOf } from './message.ts'

/** A gapless stretch of a room's messages, oldest first. `hasNewer` false: it reaches the live end. */
export interface MessageWindow {
  readonly messages: readonly ClientMessage[]
  readonly hasOlder: boolean
  readonly hasNewer: boolean
}

export const emptyWindow: MessageWindow = { messages: [], hasOlder: false, hasNewer: false }

/** Messages kept in memory for a room, and so the most that stand in the page. */
export const WINDOW = 200

/** Adds a page at either end, and lets go at the other end of what is then too much. */
export function extend(window: MessageWindow, page: MessageWindow, end: 'older' | 'newer'): MessageWindow {
  const known = new Set(window.messages.map(({ id }) => id))
  const fresh = page.messages.filter(({ id }) => !known.has(id))
  const grown =
    end === 'older'
      ? { ...window, messages: [...fresh, ...window.messages], hasOlder: page.hasOlder }
      : { ...window, messages: [...window.messages, ...fresh], hasNewer: page.hasNewer }
  return trim(grown, end === 'older' ? 'newer' : 'older')
}

/** Lets go at one end of what is too much. @param kept so many stay then */
export function trim(window: MessageWindow, end: 'older' | 'newer', kept = WINDOW): MessageWindow {
  if (window.messages.length <= WINDOW) return window
  return end === 'older'
    ? { ...window, messages: window.messages.slice(-kept), hasOlder: true }
    : { ...window, messages: window.messages.slice(0, kept), hasNewer: true }
}

/** Puts one message in its place; the live one replaces the copy that a RECEIPT made, which knew whom it names. */
export function insert(window: MessageWindow, message: ClientMessage): MessageWindow {
  const others = window.messages.filter(({ id }) => id !== message.id)
  const named = window.messages.find(({ id }) => id === message.id)?.named ?? message.named
  const at = others.findLastIndex(({ position }) => position < message.position) + 1
  return { ...window, messages: others.toSpliced(at, 0, named ? { ...message, named } : message) }
}

/** What a live record does to the window. One that the window does not reach changes nothing. */
export function apply(window: MessageWindow, site: string, event: RecordEvent): MessageWindow {
  switch (event.type) {
    case 'message': {
      if (window.hasNewer) return window
      const message = fromEvent(site, event)
      const answered = window.messages.find(({ id }) => id === message.replyTo)
      if (answered) message.quote = quoteOf(answered)
      const named = namedOf(window, message)
      if (named) message.named = named
      return insert(window, message)
    }
    case 'edited':
    case 'deleted':
    case 'reaction': {
      const at = window.messages.findIndex(({ id }) => id === event.message)
      const message = window.messages[at]
      if (message === undefined) return window
      const next = changed(message, event)
      return next === message ? window : { ...window, messages: requote(window.messages.with(at, next), next) }
    }
    case 'withdrawn': {
      const gone = (message: ClientMessage) =>
        message.id === event.message && message.position === event.withdrawnPosition
      return window.messages.some(gone)
        ? { ...window, messages: window.messages.filter((message) => !gone(message)) }
        : window
    }
    default:
      return window
  }
}

/** Whom a message names, where all of them said something or were named in this window. */
function namedOf({ messages }: MessageWindow, { mentions }: ClientMessage): Mention[] | undefined {
  if (mentions.length === 0) return undefined
  const known = new Map<string, string>()
  for (const { sender, named = [] } of messages)
    for (const { id, name } of sender ? [sender, ...named] : named) if (name !== '') known.set(id, name)
  return mentions.every((id) => known.has(id)) ? mentions.map((id) => ({ id, name: known.get(id) ?? '' })) : undefined
}

/** A quote says what the quoted message says now. */
function requote(messages: readonly ClientMessage[], source: ClientMessage): readonly ClientMessage[] {
  return messages.map((message) => (message.replyTo === source.id ? { ...message, quote: quoteOf(source) } : message))
}
