import { html, type TemplateResult } from 'lit'
import type { RoomsState } from '../client/index.ts'
import type { AskEvent } from '../elements/ask.ts'
import type { RoomView } from '../elements/room/room-view.ts'
import type { Directory } from '../elements/room-list/room-list.ts'
import type { Locale } from '../locales/locale.ts'
import { ME, member, view } from './data.ts'
import type { Talk } from './talk/ko.ts'
import '../elements/room/room.ts'
import '../elements/room-list/room-list.ts'

/** What a scene is rendered for. */
export interface Stage {
  locale: Locale
  talk: Talk
  /** The whole of a small screen is the chat's. */
  phone: boolean
}

/** One state of the widget, from static data. */
export interface Scene {
  name: string
  /** Where there is room for list and room side by side. */
  wide?: boolean
  render(stage: Stage): TemplateResult
  /** Something lies over the rest, and what it covers is no target meanwhile. */
  covered?: boolean
  /** What a person then does. */
  act?: Act | undefined
}

export type Act = (frame: HTMLElement) => Promise<unknown>

export const inRoom = (name: string, state: (talk: Talk) => Partial<RoomView>, act?: Act): Scene => ({
  name,
  render: ({ locale, talk, phone }) =>
    html`<damso-room
      back
      .view=${view(state(talk))}
      .locale=${locale}
      ?closable=${phone}
      @damso-ask=${answering(talk)}
    ></damso-room>`,
  act,
})

export const inList = (
  name: string,
  state: (talk: Talk) => Partial<RoomsState> & { directory?: Directory },
  act?: Act,
): Scene => ({
  name,
  render: ({ locale, talk, phone }) => {
    const { directory = null, ...rooms } = state(talk)
    return html`<damso-room-list
      .state=${{ status: 'ready', rooms: [], hasMore: false, unreadTotal: 0, search: '', ...rooms }}
      .directory=${directory}
      .locale=${locale}
      .member=${ME}
      ?closable=${phone}
    ></damso-room-list>`
  },
  act,
})

/** Something lies over the rest of it. */
export const covered = (scene: Scene): Scene => ({ ...scene, covered: true })

/** Whom a message can name, and who holds which reaction. */
const answering = (talk: Talk) => (event: AskEvent) => {
  const { secretary, haeun, jihun, junho, longName } = talk
  event.answer = Promise.resolve(
    event.question.type === 'members'
      ? [secretary, haeun, jihun, longName].map((name) => member(name))
      : [{ emoji: '👍', count: 9, members: [ME, haeun, jihun, junho].map((name) => ({ id: name, name })) }],
  )
}
