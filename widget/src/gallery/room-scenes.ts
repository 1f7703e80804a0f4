import { html } from 'lit'
import type { DamsoRoom } from '../elements/room/room.ts'
import { at, details, hike, ME, messageId, messages, order, planned, timeline, unsent, view } from './data.ts'
import { find, scrollUp } from './find.ts'
import { covered, inRoom, type Scene } from './scene.ts'
import type { Talk } from './talk/ko.ts'

const direct = (talk: Talk, online = true) =>
  details(talk.minji, { kind: 'DIRECT', others: [{ id: talk.minji, online, readPosition: 3 }] })

/** Rooms as one reads them, as in look.md's pictures. */
export const roomScenes: readonly Scene[] = [
  inRoom('order', (talk) => ({
    details: order(talk),
    timeline: timeline(
      messages(
        ['나', talk.gift, at(17, 24, 1)],
        [
          talk.haeun,
          talk.wrapped,
          at(17, 31, 1),
          {
            quote: { id: messageId(0), sender: { id: ME, name: talk.me }, text: talk.gift },
            reactions: [{ emoji: '😍', members: [ME] }],
          },
        ],
        [talk.junho, talk.ships, at(15, 40)],
        ['나', talk.fine, at(15, 42)],
      ),
    ),
    unsent: [unsent(talk.thanks, at(15, 42))],
  })),
  inRoom('hike', (talk) => ({
    details: hike(talk),
    unreadAfter: 2,
    timeline: timeline(
      messages(
        ...planned(talk),
        [talk.jihun, talk.spikes, at(15, 31)],
        [
          talk.haeun,
          talk.ice,
          at(15, 37),
          { quote: { id: messageId(2), sender: { id: talk.jihun, name: talk.jihun }, text: talk.spikes } },
        ],
        [talk.haeun, talk.spare, at(15, 38)],
        ['나', talk.borrow, at(15, 42)],
      ),
    ),
    unsent: [unsent(talk.saturday, at(15, 42))],
  })),
  inRoom('empty-room', (talk) => ({ details: direct(talk) })),
  inRoom('empty-group', (talk) => ({ details: hike(talk) })),
  inRoom('direct', (talk) => ({
    details: direct(talk),
    signals: { typing: [{ id: talk.minji, name: talk.minji }], reads: new Map(), online: new Map() },
    timeline: timeline(
      messages(
        [talk.minji, talk.seats, at(8, 29)],
        [talk.minji, talk.lift, at(8, 30)],
        ['나', talk.halfPastSix, at(8, 34)],
        ['나', talk.tangerines, at(8, 41)],
      ),
    ),
  })),
  inRoom('direct-online', (talk) => ({
    details: direct(talk),
    timeline: timeline(messages([talk.minji, talk.lift, at(8, 30)], ['나', talk.halfPastSix, at(8, 34)])),
  })),
  inRoom('typing-several', (talk) => ({
    details: hike(talk),
    signals: {
      typing: [talk.haeun, talk.jihun, talk.junho].map((name) => ({ id: name, name })),
      reads: new Map(),
      online: new Map(),
    },
    timeline: timeline(messages([talk.jihun, talk.spikes, at(15, 31)])),
  })),
  inRoom('notices', (talk) => ({
    details: hike(talk),
    timeline: timeline(
      messages(
        [talk.jihun, talk.hello, at(19, 19, 7)],
        [talk.jihun, '', at(19, 20, 7), { text: null, deletedAt: at(19, 21, 7) }],
        ['나', talk.welcome, at(19, 24, 7), { editedAt: at(19, 25, 7) }],
      ),
      {
        notices: [
          { type: 'room', room: 'room', position: 0, title: talk.hike },
          {
            type: 'membership',
            room: 'room',
            position: 0.5,
            member: { id: talk.jihun, name: talk.jihun, picture: null },
            state: 'active',
            role: 'member',
            version: 1,
          },
        ],
      },
    ),
  })),
  inRoom('announcements', (talk) => ({
    details: details(talk.notices, {
      postPolicy: 'OPERATORS',
      memberCount: 214,
      viewerCan: ['READ', 'REACT', 'LEAVE'],
    }),
    timeline: timeline(
      messages(
        [talk.secretary, talk.meeting, at(15, 39)],
        [
          talk.secretary,
          talk.signUp,
          at(15, 40),
          {
            reactions: [
              { emoji: '👍', members: [ME] },
              { emoji: '❤️', members: ['a'] },
            ],
            more: { '👍': 30, '❤️': 7 },
          },
        ],
      ),
    ),
  })),
  inRoom('frozen', (talk) => ({
    details: details(talk.lounge, { frozen: true, viewerCan: ['READ', 'LEAVE'] }),
    timeline: timeline(messages([talk.jihun, talk.photos, at(16, 1)]), {
      notices: [{ type: 'room', room: 'room', position: 2, frozen: true }],
    }),
  })),
  ...[
    inRoom(
      'scrolled-up',
      (talk) => ({ details: hike(talk), timeline: timeline(manyMessages(talk)) }),
      async (frame) => {
        const room = await find<DamsoRoom>(frame, 'damso-room')
        const scroller = await find(room, 'damso-timeline', '.scroller')
        await scrollUp(scroller, 40)
        await find(room, 'damso-timeline[away]')
        const { view } = room
        if (view) room.view = { ...view, timeline: { ...view.timeline, arrivals: 3 } }
      },
    ),
    inRoom(
      'room-menu',
      (talk) => ({ details: hike(talk), timeline: timeline(messages([talk.jihun, talk.spikes, at(15, 31)])) }),
      async (frame) => (await find(frame, 'damso-room', '.menu-anchor button')).click(),
    ),
    inRoom(
      'date-picker',
      (talk) => ({ details: hike(talk), timeline: timeline(messages([talk.jihun, talk.spikes, at(15, 31)])) }),
      async (frame) => {
        ;(await find(frame, 'damso-room', 'damso-timeline', '.day button')).click()
        await find(frame, 'damso-room', 'damso-date-picker', 'input')
      },
    ),
  ].map(covered),
  inRoom('loading', () => ({ timeline: timeline([], { status: 'loading' }) })),
  inRoom('disconnected', (talk) => ({
    details: order(talk),
    connection: 'waiting',
    timeline: timeline(messages([talk.haeun, talk.tracking, at(15, 58)])),
    unsent: [unsent(talk.slowly, at(16, 1)), unsent(talk.atTheDoor, at(16, 2))],
  })),
  inRoom('failed', (talk) => ({
    details: order(talk),
    timeline: timeline(messages([talk.haeun, talk.phone, at(15, 58)], ['나', talk.moment, at(16, 1)])),
    unsent: [unsent(talk.number, at(16, 1), 'MUTED')],
  })),
  {
    name: 'refused-act',
    render: ({ locale, talk, phone }) =>
      html`<damso-room
        back
        .locale=${locale}
        .notice=${locale.terms.failure('RATE_LIMITED')}
        .view=${view({ details: order(talk), timeline: timeline(messages([talk.haeun, talk.tracking, at(15, 58)])) })}
        ?closable=${phone}
      ></damso-room>`,
  },
  inRoom('closed', () => ({ timeline: timeline([], { status: 'closed' }) })),
  inRoom('joinable', (talk) => ({
    details: details(talk.lounge, { kind: 'PUBLIC', memberCount: 85, viewerMembership: null, viewerCan: ['JOIN'] }),
    timeline: timeline([], { status: 'closed' }),
  })),
  inRoom('error', (talk) => ({ details: hike(talk), timeline: timeline([], { status: 'failed' }) })),
]

const manyMessages = (talk: Talk) =>
  messages(
    ['나', talk.byTrain, at(9, 46)],
    [talk.doyun, talk.byCar, at(9, 52)],
    [talk.seoyeon, talk.exit, at(9, 55)],
    ['나', talk.yes, at(9, 56)],
    [talk.secretary, talk.plan, at(10, 11)],
    [talk.secretary, talk.route, at(10, 12)],
    [talk.jihun, talk.spikes, at(15, 31)],
    [talk.haeun, talk.ice, at(15, 37)],
    [talk.haeun, talk.spare, at(15, 38)],
    ['나', talk.borrow, at(15, 42)],
  )
