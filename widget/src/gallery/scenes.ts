import { html, type TemplateResult } from 'lit'
import type { RoomsState } from '../client/index.ts'
import type { RoomView } from '../elements/room/room-view.ts'
import type { Locale } from '../locales/locale.ts'
import { at, details, ME, messageId, messages, room, timeline, unsent, view } from './data.ts'
import { screens } from './screens.ts'
import '../elements/room/room.ts'
import '../elements/room-list/room-list.ts'

export interface Scene {
  name: string
  render(locale: Locale): TemplateResult
}

const inRoom = (name: string, state: () => Partial<RoomView>): Scene => ({
  name,
  render: (locale) => html`<damso-room .view=${view(state())} .locale=${locale} back></damso-room>`,
})

const inList = (name: string, state: () => Partial<RoomsState>): Scene => ({
  name,
  render: (locale) =>
    html`<damso-room-list
      .state=${{ status: 'ready', rooms: [], hasMore: false, unreadTotal: 0, search: '', ...state() }}
      .locale=${locale}
      .member=${ME}
    ></damso-room-list>`,
})

const order = () => details('주문 42', { memberCount: 3 })
const hike = () => details('11월 북한산 산행')
const direct = () => details('민지', { kind: 'DIRECT', others: [{ id: '민지', online: true, readPosition: 3 }] })
const said = (text: string, sender: string, sentAt: number) => ({
  id: 'last',
  position: 1,
  sentAt: new Date(sentAt).toISOString(),
  deletedAt: null,
  text,
  sender: { id: sender === '나' ? ME : sender, name: sender },
})
const reads = (unreadCount: number, notify: 'ALL' | 'NONE' = 'ALL') => ({
  viewerMembership: { role: 'MEMBER' as const, unreadCount, readPosition: 0, readSeq: 0, notify },
})
const long =
  '토요일 오전 7시, 우이역 2번 출구에서 만나 백운대까지 천천히 올라갑니다. 점심은 인수암 쪽에서 먹고 오후 3시쯤 내려와요. 물 1리터와 행동식, 여벌 옷을 꼭 챙겨 주세요.'

/** Every state of a room and a list, as in look.md's pictures. */
export const scenes: readonly Scene[] = [
  inRoom('order', () => ({
    details: order(),
    timeline: timeline(
      messages(
        ['나', '선물이라 포장도 부탁드려도 될까요?', at(17, 24, 1)],
        [
          '하은',
          '그럼요. 나무 상자에 담아 보자기로 싸 드릴게요. 사진은 https://deulnyeok.kr/wrap',
          at(17, 31, 1),
          {
            quote: {
              id: messageId(0),
              sender: { id: ME, name: '나' },
              text: '선물이라 포장도 부탁드려도 될까요?',
            },
            reactions: [{ emoji: '😍', members: [ME] }],
          },
        ],
        ['준호', '오늘 4시에 보내면 내일 도착해요.', at(15, 40)],
        ['나', '네, 내일 좋아요.', at(15, 42)],
      ),
    ),
    unsent: [unsent('고맙습니다!', at(15, 42))],
  })),
  inRoom('hike', () => ({
    details: hike(),
    unreadAfter: 2,
    timeline: timeline(
      messages(
        ['총무 은채', long, at(10, 11)],
        [
          '총무 은채',
          '코스 지도 https://sandeul.kr/bukhansan',
          at(10, 12),
          {
            reactions: [
              { emoji: '👍', members: [ME, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] },
              { emoji: '🙏', members: ['a', 'b', 'c', 'd'] },
            ],
          },
        ],
        ['지훈', '혹시 아이젠도 필요할까요?', at(15, 31)],
        [
          '하은',
          '정상 근처는 얼었을 수 있어요.',
          at(15, 37),
          {
            quote: {
              id: messageId(2),
              sender: { id: '지훈', name: '지훈' },
              text: '혹시 아이젠도 필요할까요?',
            },
          },
        ],
        ['하은', '아이젠은 제가 두 벌 더 챙길게요.', at(15, 38)],
        ['나', '한 벌 빌릴게요. 고마워요, 하은님!', at(15, 42)],
      ),
    ),
    unsent: [unsent('토요일에 봬요.', at(15, 42))],
  })),
  inList('list', () => ({
    rooms: [
      room('공지', {
        postPolicy: 'OPERATORS',
        lastMessage: said('28일 북한산, 오전 7시 우이역 2번 출구에서 만나요', '은채', at(15, 40)),
        ...reads(1),
      }),
      room('11월 북한산 산행', {
        lastMessage: said('아이젠은 제가 두 벌 더 챙길게요', '하은', at(15, 38)),
        ...reads(12),
      }),
      room('서연', {
        kind: 'DIRECT',
        lastMessage: said('사진 정말 잘 나왔어요! 몇 장 더 보내 드릴게요', '서연', at(14, 5)),
        ...reads(3),
      }),
      room('도윤', { kind: 'DIRECT', lastMessage: said('네, 토요일에 역 앞에서 봬요', '나', at(11, 20)) }),
      room('초보 산행 묻고 답하기', {
        lastMessage: said('발목 있는 등산화가 확실히 편해요', '지훈', at(9, 2)),
        ...reads(27, 'NONE'),
      }),
      room('장비 나눔', { lastMessage: said('30리터 배낭 필요하신 분 계세요?', '은채', at(19, 0, 1)) }),
      room('하은', { kind: 'DIRECT', lastMessage: said('덕분에 즐거웠어요. 조심히 들어가세요', '나', at(18, 0, 1)) }),
      room('송년 산행 준비', { lastMessage: said('식당은 두 곳으로 추려 봤습니다', '총무', at(12, 0, 3)) }),
    ],
  })),
  inRoom('empty-room', () => ({ details: direct() })),
  inList('empty-list', () => ({})),
  inRoom('loading', () => ({ timeline: timeline([], { status: 'loading' }) })),
  inRoom('disconnected', () => ({
    details: order(),
    connection: 'waiting',
    timeline: timeline(messages(['하은', '출고되면 송장 번호를 바로 남길게요.', at(15, 58)])),
    unsent: [unsent('네, 천천히 주세요.', at(16, 1)), unsent('보낸 뒤에 문 앞에 두셔도 괜찮아요.', at(16, 2))],
  })),
  inRoom('failed', () => ({
    details: order(),
    timeline: timeline(
      messages(['하은', '받는 분 연락처를 한 번만 더 확인해 주세요.', at(15, 58)], ['나', '네, 잠시만요.', at(16, 1)]),
    ),
    unsent: [unsent('주문서에 적은 번호가 맞아요. 부재중이면 문자로 부탁드려요.', at(16, 1), 'MUTED')],
  })),
  inRoom('slow-mode', () => ({
    details: details('산들 수다방', { slowModeSeconds: 30 }),
    timeline: timeline(messages(['나', '사진은 제가 모아서 올릴게요.', at(16, 1)])),
    unsent: [{ ...unsent('내일 저녁까지 보내 주세요.', at(16, 1)), retryAt: at(16, 2) }],
  })),
  inRoom('closed', () => ({ timeline: timeline([], { status: 'closed' }) })),
  inRoom('direct', () => ({
    details: direct(),
    signals: { typing: [{ id: '민지', name: '민지' }], reads: new Map(), online: new Map() },
    timeline: timeline(
      messages(
        ['민지', '좋아요! 두 자리 남았어요.', at(8, 29)],
        ['민지', '수유역에서 태워 드릴까요?', at(8, 30)],
        ['나', '네, 6시 반에 갈게요. 고맙습니다.', at(8, 34)],
        ['나', '귤도 조금 챙겨 갈게요.', at(8, 41)],
      ),
    ),
  })),
  inRoom('notices', () => ({
    details: hike(),
    timeline: timeline(
      messages(
        ['지훈', '처음 인사드려요.', at(19, 19, 3)],
        ['지훈', '', at(19, 20, 3), { text: null, deletedAt: at(19, 21, 3) }],
        ['나', '반가워요! 토요일에 봬요.', at(19, 24, 3), { editedAt: at(19, 25, 3) }],
      ),
      {
        notices: [
          { type: 'room', room: 'room', position: 0, title: '11월 북한산 산행' },
          {
            type: 'membership',
            room: 'room',
            position: 0.5,
            member: { id: '지훈', name: '지훈', picture: null },
            state: 'active',
            role: 'member',
            version: 1,
          },
        ],
      },
    ),
  })),
  inRoom('announcements', () => ({
    details: details('공지', { postPolicy: 'OPERATORS', memberCount: 214, viewerCan: ['READ', 'REACT', 'LEAVE'] }),
    timeline: timeline(
      messages(
        ['총무 은채', '28일 산행은 예정대로 갑니다. 오전 7시, 우이역 2번 출구에서 만나요.', at(15, 39)],
        [
          '총무 은채',
          '참가 신청 https://sandeul.kr/hikes/1128',
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
  inRoom('joinable', () => ({
    details: details('산들 수다방', { kind: 'PUBLIC', memberCount: 85, viewerMembership: null, viewerCan: ['JOIN'] }),
    timeline: timeline([], { status: 'closed' }),
  })),
  inRoom('error', () => ({ details: hike(), timeline: timeline([], { status: 'failed' }) })),
  inRoom('long', () => ({
    details: details('아주 긴 이름의 방은 한 줄에서 말줄임표로 끝나야 하고 다른 것을 밀어내지 않아야 해요'),
    timeline: timeline(
      messages(
        ['아주아주 긴 이름을 가진 사람의 이름도 자리를 지켜요', long.repeat(3), at(9, 0)],
        ['지훈', `https://example.com/${'아주-긴-주소/'.repeat(12)}`, at(9, 1)],
        ['지훈', 'ㅋ'.repeat(200), at(9, 2)],
        ['나', `${long}\n\n${long}`, at(9, 3)],
      ),
    ),
  })),
  inRoom('parts', () => ({
    details: details('함께 만드는 산행 지도', { memberCount: 6 }),
    signals: {
      typing: [],
      reads: new Map([
        ['지훈', 6],
        ['하은', 6],
        ['은채', 2],
      ]),
      online: new Map(),
    },
    timeline: timeline(
      messages(
        [
          '지훈',
          '@나 @Sam Lee 이 설정이면 될까요? `npm run map` 한 다음이에요.\n```json\n{ "peak": "백운대", "height": 836.5, "season": "winter" }\n```\n안내는 https://sandeul.kr/map에서 봤어요.',
          at(9, 0),
          {
            named: [
              { id: ME, name: '나' },
              { id: 'sam', name: 'Sam Lee' },
            ],
          },
        ],
        ['하은', `${long.repeat(3)}\n\n${long.repeat(3)}`, at(9, 4)],
        ['지훈', '\u202egnp.exe https://a.kr \u202c이건 위장이에요', at(9, 5)],
        ['하은', '🎉'.repeat(60), at(9, 6)],
        [
          '나',
          '@하은님, 확인했어요. 고마워요!',
          at(9, 8),
          {
            named: [{ id: '하은', name: '하은' }],
            editedAt: at(9, 9),
            reactions: [
              { emoji: '👍', members: [ME, '하은', '지훈'] },
              { emoji: '❤️', members: ['하은'] },
            ],
          },
        ],
        ['나', '`git pull`만 하면 돼요.', at(9, 9)],
      ),
    ),
  })),
  {
    name: 'english',
    render: (locale) =>
      html`<damso-room
        back
        .locale=${locale}
        .view=${view({
          details: details('Helvellyn, 28 Nov'),
          unreadAfter: 2,
          timeline: timeline(
            messages(
              [
                'Joe (secretary)',
                'We meet at 8:30 at the Glenridding car park and go up by Striding Edge at an easy pace.',
                at(10, 11),
              ],
              ['Joe (secretary)', 'Route and map: https://ridgelinewalkers.org/hikes/helvellyn', at(10, 12)],
              ['Priya', 'Will we need microspikes?', at(15, 31)],
              ['You', 'I’d like to borrow one, thank you!', at(15, 42)],
            ),
          ),
        })}
      ></damso-room>`,
  },
  ...screens,
]
