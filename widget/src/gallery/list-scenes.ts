import { html } from 'lit'
import type { DamsoRoomList } from '../elements/room-list/room-list.ts'
import { at, ME, room } from './data.ts'
import { find } from './find.ts'
import { inList, type Scene } from './scene.ts'
import type { Talk } from './talk/ko.ts'

const said = (text: string | null, sender: string, sentAt: number) => ({
  id: 'last',
  position: 1,
  revision: 1,
  sentAt: new Date(sentAt).toISOString(),
  deletedAt: text === null ? new Date(sentAt).toISOString() : null,
  text,
  sender: { id: sender === '나' ? ME : sender, name: sender },
})

const unread = (unreadCount: number, notify: 'ALL' | 'NONE' = 'ALL') => ({
  viewerMembership: { role: 'MEMBER' as const, unreadCount, readPosition: 0, readSeq: 0, notify },
})

export const listed = (talk: Talk) => [
  room(talk.notices, {
    postPolicy: 'OPERATORS',
    lastMessage: said(talk.lastNotice, talk.secretary, at(15, 40)),
    ...unread(1),
  }),
  room(talk.hike, { lastMessage: said(talk.spare, talk.haeun, at(15, 38)), ...unread(12) }),
  room(talk.seoyeon, { kind: 'DIRECT', lastMessage: said(talk.lastPhotos, talk.seoyeon, at(14, 5)), ...unread(3) }),
  room(talk.doyun, { kind: 'DIRECT', lastMessage: said(talk.lastStation, '나', at(11, 20)) }),
  room(talk.beginners, { lastMessage: said(talk.lastBoots, talk.jihun, at(9, 2)), ...unread(27, 'NONE') }),
  room(talk.kit, { lastMessage: said(talk.lastPack, talk.secretary, at(19, 0, 1)) }),
  room(talk.haeun, { kind: 'DIRECT', lastMessage: said(talk.lastThanks, '나', at(18, 0, 1)) }),
  room(talk.supper, { lastMessage: said(talk.lastPlaces, talk.secretary, at(12, 0, 7)) }),
]

const person = (name: string) => ({ id: name, name, picture: null })

/** The member's rooms, and finding others. */
export const listScenes: readonly Scene[] = [
  inList('list', (talk) => ({ rooms: listed(talk) })),
  inList(
    'list-focus',
    (talk) => ({ rooms: listed(talk) }),
    async (frame) => (await find(frame, 'damso-room-list', '.row:nth-of-type(2)')).focus(),
  ),
  inList('list-long', (talk) => ({
    rooms: [
      room(talk.longRoom, { lastMessage: said(talk.plan, talk.longName, at(15, 40)), ...unread(1_200) }),
      room(talk.longName, {
        kind: 'DIRECT',
        lastMessage: said('W'.repeat(300), talk.longName, at(15, 40)),
        ...unread(27, 'NONE'),
      }),
      room(talk.kit, { lastMessage: said(null, talk.jihun, at(9, 2)), ...unread(0, 'NONE') }),
      room(talk.lounge, { kind: 'PUBLIC', memberCount: 1_204 }),
      room(talk.supper, { lastMessage: said(talk.lastPlaces, talk.secretary, at(12, 0, 400)) }),
    ],
  })),
  inList('empty-list', () => ({})),
  inList('list-loading', () => ({ status: 'loading' })),
  inList('list-failed', () => ({ status: 'failed' })),
  inList(
    'search',
    (talk) => ({ rooms: listed(talk).slice(1, 2), search: talk.hike.slice(0, 3) }),
    async (frame) => (await find(frame, 'damso-room-list', '.icon')).click(),
  ),
  inList(
    'search-no-match',
    () => ({}),
    async (frame) => {
      const list = await find<DamsoRoomList>(frame, 'damso-room-list')
      ;(await find(list, '.icon')).click()
      if (list.state) list.state = { ...list.state, search: 'Alpamayo' }
      await find(list, 'input')
    },
  ),
  inList('people', ({ foreigner, longName, ...talk }) => ({
    directory: {
      kind: 'members',
      search: '',
      status: 'ready',
      rooms: [],
      members: [talk.doyun, talk.minji, talk.seoyeon, foreigner, longName, talk.haeun].map(person),
    },
  })),
  inList('people-no-match', () => ({
    directory: { kind: 'members', search: '', status: 'ready', rooms: [], members: [] },
  })),
  inList('public-rooms', (talk) => ({
    directory: {
      kind: 'public',
      search: '',
      status: 'ready',
      members: [],
      rooms: [
        room(talk.lounge, { kind: 'PUBLIC', memberCount: 85, viewerMembership: null }),
        room(talk.beginners, { kind: 'PUBLIC', memberCount: 1_204, viewerMembership: null }),
        room(talk.longRoom, { kind: 'PUBLIC', memberCount: 3, viewerMembership: null }),
      ],
    },
  })),
  {
    name: 'list-refused-act',
    render: ({ locale, talk, phone }) =>
      html`<damso-room-list
        .state=${{ status: 'ready', rooms: listed(talk), hasMore: false, unreadTotal: 0, search: '' }}
        .locale=${locale}
        .member=${ME}
        .notice=${locale.terms.failure('DISCONNECTED')}
        ?closable=${phone}
      ></damso-room-list>`,
  },
  inList('no-public-rooms', () => ({
    directory: { kind: 'public', search: '', status: 'ready', rooms: [], members: [] },
  })),
]
