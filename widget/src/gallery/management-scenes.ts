import { html } from 'lit'
import type { Candidate, RoomDetails } from '../client/index.ts'
import type { RoomActs } from '../elements/management/acts.ts'
import { details, hike, ME, member } from './data.ts'
import { find } from './find.ts'
import { type Act, covered, type Scene } from './scene.ts'
import type { Talk } from './talk/ko.ts'
import '../elements/management/create-room.ts'
import '../elements/management/room-details.ts'

const candidate = (name: string, present = false): Candidate => ({ id: name, name, picture: null, present })

/** A server that knows these people, lists everything and refuses every change. */
const acts = (talk: Talk): RoomActs => ({
  members: async () => ({
    members: [
      member(talk.me, 'OWNER', ME),
      member(talk.secretary, 'OPERATOR'),
      member(talk.minji),
      member(talk.longName, 'OPERATOR'),
      member(talk.junho),
      member(talk.haeun),
    ],
    next: null,
  }),
  candidates: async (room) => [
    candidate(talk.minji, room !== null),
    candidate(talk.seoyeon),
    candidate(talk.jihun),
    candidate(talk.foreigner),
  ],
  notify: async () => undefined,
  add: async () => ({ code: 'FORBIDDEN', field: 'memberIds' }),
  remove: async () => ({ code: 'NOT_FOUND', field: null }),
  setRole: async () => undefined,
  update: async () => ({ code: 'TOO_LONG', field: 'title' }),
  create: async () => ({ code: 'FORBIDDEN', field: null }),
  leave: async () => ({ code: 'DISCONNECTED', field: null }),
  openDirect: async () => ({ code: 'FORBIDDEN', field: null }),
})

const owned = (talk: Talk, more: Partial<RoomDetails> = {}): RoomDetails => ({
  ...hike(talk),
  memberCount: 6,
  viewerMembership: { role: 'OWNER', unreadCount: 0, readPosition: 0, readSeq: 100, notify: 'ALL' },
  viewerCan: ['READ', 'POST', 'REACT', 'INVITE', 'REMOVE', 'SET_ROLE', 'UPDATE', 'LEAVE'],
  ...more,
})

interface Opened {
  act?: Act
  /** Opened to leave. */
  leaving?: boolean
  unanswered?: boolean
}

const ofRoom = (
  name: string,
  room: (talk: Talk) => RoomDetails,
  { act, leaving = false, unanswered = false }: Opened = {},
): Scene => ({
  name,
  render: ({ locale, talk }) => html`<damso-room-details
    .details=${room(talk)}
    .acts=${unanswered ? { ...acts(talk), members: () => Promise.reject(new Error('no answer')) } : acts(talk)}
    .locale=${locale}
    .member=${ME}
    ?leaving=${leaving}
  ></damso-room-details>`,
  act,
})

const ofInvitation = (name: string, act?: Act): Scene => ({
  name,
  render: ({ locale, talk }) =>
    html`<damso-invite-members .room=${'room'} .acts=${acts(talk)} .locale=${locale}></damso-invite-members>`,
  act,
})

const ofSettings = (name: string, act?: Act): Scene => ({
  name,
  render: ({ locale, talk }) => html`<damso-room-settings
    .details=${owned(talk, { slowModeSeconds: 45 })}
    .acts=${acts(talk)}
    .locale=${locale}
  ></damso-room-settings>`,
  act,
})

const ofCreation = (name: string, act?: Act): Scene => ({
  name,
  render: ({ locale, talk }) => html`<damso-create-room .acts=${acts(talk)} .locale=${locale}></damso-create-room>`,
  act,
})

const list = ['damso-room-details', 'damso-member-list']

const openMenu: Act = async (frame) => {
  ;(await find(frame, ...list, 'li:nth-of-type(3) .icon')).click()
  await find(frame, ...list, '.menu')
}

/** Writes a title, and asks for what is then refused. */
const submitTitle =
  (screen: string, title: string): Act =>
  async (frame) => {
    const field = await find<HTMLInputElement>(frame, screen, '#title')
    field.value = title
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    ;(await find(frame, screen, '.filled[aria-disabled=false]')).click()
    await find(frame, screen, '.fault')
  }

const pick: Act = async (frame) => {
  for (const nth of [2, 3])
    (await find(frame, 'damso-invite-members', 'damso-people-picker', `.choice:nth-of-type(${nth}) input`)).click()
  await find(frame, 'damso-invite-members', '.filled[aria-disabled=false]')
}

/** Screens over the room: its details and what follows, and making one. */
export const managementScenes: readonly Scene[] = [
  ofRoom('room-details', owned),
  ofRoom('room-details-member', (talk) => details(talk.notices, { postPolicy: 'OPERATORS', memberCount: 214 })),
  ofRoom('room-details-direct', (talk) =>
    details(talk.minji, { kind: 'DIRECT', viewerCan: ['READ', 'POST', 'REACT'] }),
  ),
  covered(ofRoom('member-menu', owned, { act: openMenu })),
  ofRoom('remove-member', owned, {
    act: async (frame) => {
      await openMenu(frame)
      ;(await find(frame, ...list, '.menu .danger')).click()
      await find(frame, 'damso-room-details', '.question')
    },
  }),
  ofRoom('members-failed', owned, { unanswered: true }),
  ofRoom('leave-room', owned, { leaving: true }),
  ofRoom('leave-refused', owned, {
    leaving: true,
    act: async (frame) => {
      ;(await find(frame, 'damso-room-details', '.question .danger')).click()
      await find(frame, 'damso-room-details', '.question .fault')
    },
  }),
  ofInvitation('invite-members'),
  ofInvitation('invite-picked', pick),
  ofInvitation('invite-refused', async (frame) => {
    await pick(frame)
    ;(await find(frame, 'damso-invite-members', '.filled')).click()
    await find(frame, 'damso-invite-members', 'damso-people-picker', '.fault')
  }),
  ofSettings('room-settings'),
  ofSettings('settings-refused', submitTitle('damso-room-settings', 'W'.repeat(90))),
  ofCreation('create-room'),
  ofCreation('create-refused', submitTitle('damso-create-room', 'Alpamayo')),
]
