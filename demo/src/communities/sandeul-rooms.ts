import type { SeedDirectRoom, SeedRoom } from './community.ts'

const named = ['minji', 'seoyeon', 'junho', 'haeun', 'doyun', 'jihun', 'eunchae', 'taeyang', 'sora', 'youngsu']
const operators = ['junho', 'youngsu']

export const sandeulRooms: SeedRoom[] = [
  {
    key: 'notice',
    title: '공지',
    announcements: true,
    members: named,
    crowd: 40,
    operators,
    unread: { minji: 1, seoyeon: 1 },
    transcript: `
      @-20
      19:00 junho: 회비는 매달 5일까지 부탁드려요. 납부 내역은 장부에 바로 올려 두겠습니다.
      @-12
      20:10 youngsu: 도봉산 산행 잘 마쳤습니다. 함께해 주신 열네 분 모두 고맙습니다. 사진은 다녀온 산에 올렸어요.
      @-4
      18:30 junho: 새로 오신 태양 님, 소라 님 반갑습니다. 첫 산행은 안산 자락길을 권해 드려요.
      @recent
      -47 junho: 토요일 북한산, 오전 7시 우이역 2번 출구에서 만나요. 아침 기온이 낮으니 얇은 옷을 여러 겹 챙겨 주세요.
    `,
  },
  {
    key: 'bukhansan',
    title: '북한산 백운대 산행',
    members: [...named.slice(0, 8), 'youngsu'],
    crowd: 18,
    operators,
    unread: { minji: 3 },
    transcript: `
      @-6
      20:02 youngsu: 이번에는 우이역에서 출발해 하루재를 지나 백운대로 올라갑니다. 하산은 도선사 쪽이에요.
      20:05 seoyeon: 저 갈게요! 백운대는 처음이라 설레요.
      20:06 doyun: 저도 참가합니다.
      20:11 minji: 저도요. 초보인데 따라갈 수 있을까요?
      20:13 youngsu: 천천히 가니 걱정 마세요. 쉬는 시간도 넉넉히 잡았습니다.
      20:14 minji: 다행이에요. 감사합니다!
      @-3
      12:20 jihun: 정상 쪽 바위 구간은 장갑이 꼭 필요해요. 손이 시리면 쇠줄 잡기가 힘들더라고요.
      12:24 haeun: 목장갑도 괜찮을까요?
      12:25 jihun: 네, 코팅된 것이면 충분해요.
      12:31 seoyeon: 도시락은 각자인가요?
      12:40 junho: 네, 각자 준비하고 하산 뒤에 두부집에서 같이 먹어요. 자리는 제가 잡아 둘게요.
      12:41 eunchae: 두부집 좋아요 🙌
      @-1
      21:15 youngsu: 토요일 예보 확인했습니다. 맑고, 정상 바람이 조금 있습니다.
      21:17 minji: 저는 6시 50분쯤 도착할 것 같아요.
      21:18 seoyeon: 저도 그쯤이요. 2번 출구에서 봐요!
      @recent
      -26 taeyang: 혹시 바위 구간에 얼음이 있을까요?
      -24 youngsu: 그늘진 곳은 조금 얼었을 수 있어요. 아이젠이 있으면 마음이 편합니다.
      -19 haeun: 아이젠은 제가 두 벌 더 챙겨 갈게요.
    `,
  },
  {
    key: 'beginners',
    title: '초보 산행 묻고 답하기',
    open: true,
    members: named,
    crowd: 64,
    operators,
    transcript: `
      @-9
      13:02 sora: 처음 가는데 운동화로도 괜찮을까요?
      13:06 jihun: 자락길은 괜찮지만, 바위가 있는 산은 발목 있는 등산화가 확실히 편해요.
      13:08 doyun: 바닥이 닳은 운동화는 미끄러우니 조심하세요.
      13:10 sora: 그럼 이번에는 자락길부터 가 볼게요. 고맙습니다.
      @-5
      22:11 taeyang: 물은 얼마나 챙기나요?
      22:15 haeun: 네 시간 코스면 1리터 정도요. 따뜻한 물을 조금 섞어 가면 좋아요.
      22:19 eunchae: 귤이랑 견과류도 있으면 든든해요.
      @-2
      9:02 jihun: 발목 있는 등산화가 확실히 편해요. 매장에서는 두꺼운 양말을 신고 재 보세요.
    `,
  },
  {
    key: 'gear',
    title: '장비 나눔',
    open: true,
    members: named,
    crowd: 31,
    operators,
    transcript: `
      @-8
      19:20 eunchae: 30리터 배낭 필요하신 분 계세요? 거의 새것이에요.
      19:31 sora: 저요! 토요일에 받을 수 있을까요?
      19:33 eunchae: 네, 산행 때 가져갈게요.
      @-1
      18:05 doyun: 스틱 한 쌍 빌려 드려요. 길이는 조절됩니다.
      18:22 minji: 제가 써 봐도 될까요?
      18:23 doyun: 그럼요. 토요일에 드릴게요.
    `,
  },
  {
    key: 'gathering',
    title: '모임과 저녁 준비',
    members: ['minji', 'seoyeon', 'junho', 'haeun', 'youngsu'],
    operators,
    transcript: `
      @-10
      20:40 junho: 모임 장소 후보를 모아 볼게요. 스무 명 넘게 앉을 수 있어야 해요.
      20:44 haeun: 산 아래 한옥집 어때요? 마당이 넓어요.
      20:47 seoyeon: 거기 파전이 맛있었어요!
      @-3
      19:12 junho: 식당은 두 곳으로 추려 봤습니다. 주말에 직접 가 볼게요.
      19:15 minji: 제가 같이 가 볼게요. 토요일 산행 뒤에 들르면 되겠네요.
      19:16 junho: 좋아요, 그렇게 해요.
    `,
  },
  {
    key: 'everyone',
    title: '전체 회원방',
    open: true,
    members: named,
    crowd: 300,
    operators,
    chatter: 400,
  },
  {
    key: 'lounge',
    title: '산들 수다방',
    open: true,
    members: named,
    crowd: 85,
    operators,
    chatter: 20_000,
  },
]

export const sandeulDirectRooms: SeedDirectRoom[] = [
  {
    between: ['minji', 'seoyeon'],
    unread: { minji: 2 },
    transcript: `
      @-12
      21:30 seoyeon: 민지 님, 도봉산 사진 보셨어요?
      21:34 minji: 아직이요! 어디에 올라왔어요?
      21:35 seoyeon: 다녀온 산 게시판이요. 우리 둘이 찍은 것도 있어요 😊
      21:41 minji: 보고 왔어요. 하늘이 정말 파랗게 나왔네요.
      @-2
      19:03 minji: 토요일에 같이 가실래요? 저는 4호선 타고 가요.
      19:05 seoyeon: 좋아요! 저도 4호선이에요. 동대문에서 6시 10분 어때요?
      19:06 minji: 네, 그때 봬요.
      @recent
      -95 seoyeon: 사진 정말 잘 나왔어요! 몇 장 더 보내 드릴게요.
      -94 seoyeon: 정상에서 찍은 게 제일 마음에 들어요.
    `,
  },
  {
    between: ['minji', 'doyun'],
    transcript: `
      @-1
      18:26 doyun: 스틱은 역 앞에서 드릴게요. 몇 시에 오세요?
      18:28 minji: 6시 50분쯤이요.
      18:29 doyun: 그럼 2번 출구 앞에서 기다릴게요.
      18:30 minji: 네, 토요일에 역 앞에서 봬요.
    `,
  },
  {
    between: ['seoyeon', 'haeun'],
    unread: { seoyeon: 1 },
    transcript: `
      @-5
      20:12 haeun: 서연 님 무릎은 좀 괜찮으세요?
      20:20 seoyeon: 많이 나았어요. 보호대 덕분이에요.
      @recent
      -180 haeun: 다행이에요. 이번에는 하산 때 천천히 내려와요.
    `,
  },
  {
    between: ['minji', 'junho'],
    transcript: `
      @-7
      10:02 minji: 총무님, 이번 달 회비 보냈습니다.
      10:15 junho: 확인했어요. 고맙습니다!
    `,
  },
]
