import { html, type TemplateResult } from 'lit'
import type { Candidate, RoomDetails, RoomMember } from '../client/index.ts'
import type { RoomActs } from '../elements/management/acts.ts'
import type { Locale } from '../locales/locale.ts'
import { details, ME } from './data.ts'
import '../elements/management/create-room.ts'
import '../elements/management/room-details.ts'

const member = (name: string, role: RoomMember['role'] = 'MEMBER', id = name): RoomMember => ({
  id,
  name,
  role,
  picture: null,
  readPosition: 0,
})
const candidate = (name: string, present = false): Candidate => ({ id: name, name, picture: null, present })

/** A server that knows these people and allows everything. */
const acts = (members: readonly RoomMember[], people: readonly Candidate[]): RoomActs => ({
  members: async () => ({ members, next: null }),
  candidates: async () => people,
  notify: async () => undefined,
  add: async () => undefined,
  remove: async () => undefined,
  setRole: async () => undefined,
  update: async () => ({ code: 'TOO_LONG', field: 'title' }),
  create: async () => ({ code: 'FORBIDDEN', field: null }),
  leave: async () => undefined,
  openDirect: async () => ({ code: 'FORBIDDEN', field: null }),
})

const club = acts(
  [
    member('윤서', 'OWNER', ME),
    member('총무 은채', 'OPERATOR'),
    member('민지'),
    member('아주아주 긴 이름을 가진 사람의 이름도 한 줄에 들어가요', 'OPERATOR', 'long'),
    member('준호'),
    member('하은'),
  ],
  [candidate('민지', true), candidate('서연'), candidate('지훈'), candidate('Priya Raghunathan-Featherstonehaugh')],
)

const owned = (more: Partial<RoomDetails> = {}) =>
  details('11월 북한산 산행', {
    memberCount: 6,
    viewerMembership: { role: 'OWNER', unreadCount: 0, readPosition: 0, readSeq: 100, notify: 'ALL' },
    viewerCan: ['READ', 'POST', 'REACT', 'INVITE', 'REMOVE', 'SET_ROLE', 'UPDATE', 'LEAVE'],
    ...more,
  })

const ofRoom = (name: string, room: () => RoomDetails, leaving = false) => ({
  name,
  render: (locale: Locale) =>
    html`<damso-room-details .details=${room()} .acts=${club} .locale=${locale} .member=${ME} ?leaving=${leaving}></damso-room-details>`,
})

/** Screens over the room: its details and what follows, and making one. */
export const screens: readonly { name: string; render(locale: Locale): TemplateResult }[] = [
  ofRoom('room-details', owned),
  ofRoom('room-details-member', () => details('공지', { postPolicy: 'OPERATORS', memberCount: 214 })),
  ofRoom('room-details-direct', () => details('민지', { kind: 'DIRECT', viewerCan: ['READ', 'POST', 'REACT'] })),
  ofRoom('leave-room', owned, true),
  {
    name: 'invite-members',
    render: (locale) =>
      html`<damso-invite-members .room=${'room'} .acts=${club} .locale=${locale}></damso-invite-members>`,
  },
  {
    name: 'room-settings',
    render: (locale) =>
      html`<damso-room-settings .details=${owned({ slowModeSeconds: 45 })} .acts=${club} .locale=${locale}></damso-room-settings>`,
  },
  {
    name: 'create-room',
    render: (locale) => html`<damso-create-room .acts=${club} .locale=${locale}></damso-create-room>`,
  },
]
