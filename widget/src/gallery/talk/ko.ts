/** What people say in the scenes, and what their rooms are called: a walking club, and a potter's customer. */
export const ko = {
  // People
  me: '윤서',
  haeun: '하은',
  junho: '준호',
  secretary: '총무 은채',
  jihun: '지훈',
  minji: '민지',
  seoyeon: '서연',
  doyun: '도윤',
  foreigner: 'Priya Raghunathan-Featherstonehaugh',
  longName: '아주아주 긴 이름을 가진 사람의 이름도 한 줄에 들어가고 자리를 지켜요',

  // Rooms
  order: '주문 42',
  hike: '11월 북한산 산행',
  notices: '공지',
  beginners: '초보 산행 묻고 답하기',
  kit: '장비 나눔',
  supper: '송년 산행 준비',
  lounge: '산들 수다방',
  map: '함께 만드는 산행 지도',
  longRoom: '아주 긴 이름의 방은 한 줄에서 말줄임표로 끝나야 하고 다른 것을 밀어내지 않아야 해요',

  // The order
  gift: '선물이라 포장도 부탁드려도 될까요?',
  wrapped: '그럼요. 나무 상자에 담아 보자기로 싸 드릴게요. 사진은 https://deulnyeok.kr/wrap',
  ships: '오늘 4시에 보내면 내일 도착해요.',
  fine: '네, 내일 좋아요.',
  thanks: '고맙습니다!',
  tracking: '출고되면 송장 번호를 바로 남길게요.',
  slowly: '네, 천천히 주세요.',
  atTheDoor: '보낸 뒤에 문 앞에 두셔도 괜찮아요.',
  phone: '받는 분 연락처를 한 번만 더 확인해 주세요.',
  moment: '네, 잠시만요.',
  number: '주문서에 적은 번호가 맞아요. 부재중이면 문자로 부탁드려요.',

  // The hike
  plan: '토요일 오전 7시, 우이역 2번 출구에서 만나 백운대까지 천천히 올라갑니다. 점심은 인수암 쪽에서 먹고 오후 3시쯤 내려와요. 물 1리터와 행동식, 여벌 옷을 꼭 챙겨 주세요.',
  route: '코스 지도 https://sandeul.kr/bukhansan',
  spikes: '혹시 아이젠도 필요할까요?',
  ice: '정상 근처는 얼었을 수 있어요.',
  spare: '아이젠은 제가 두 벌 더 챙길게요.',
  borrow: '한 벌 빌릴게요. 고마워요, 하은님!',
  saturday: '토요일에 봬요.',
  hello: '처음 인사드려요.',
  welcome: '반가워요! 토요일에 봬요.',
  meeting: '28일 산행은 예정대로 갑니다. 오전 7시, 우이역 2번 출구에서 만나요.',
  signUp: '참가 신청 https://sandeul.kr/hikes/1128',
  byCar: '저는 차로 갑니다. 창동역에서 세 분까지 태워 드릴 수 있어요.',
  byTrain: '저는 지하철로 갈게요.',
  exit: '저요! 1번 출구에 있을게요.',
  yes: '네!',
  photos: '사진은 제가 모아서 올릴게요.',
  tomorrow: '내일 저녁까지 보내 주세요.',
  settings: '이 설정이면 될까요? `npm run map` 한 다음이에요.',
  guide: '안내는 https://sandeul.kr/map에서 봤어요.',
  confirmed: '확인했어요. 고마워요!',
  pull: '`git pull`만 하면 돼요.',
  longMessage:
    '그리고 내려오는 길에 식당을 하나 예약해 두면 어떨까 해요. 우이동 쪽에 두부 전골 하는 집이 있는데, 열여덟 명이면 미리 전화를 드려야 할 것 같아요. 제가 오늘 저녁에 연락해 보고, 자리가 되면 바로 알려 드릴까요?',

  // Two people
  seats: '좋아요! 두 자리 남았어요.',
  lift: '수유역에서 태워 드릴까요?',
  halfPastSix: '네, 6시 반에 갈게요. 고맙습니다.',
  tangerines: '귤도 조금 챙겨 갈게요.',

  // Last words in the list
  lastNotice: '28일 북한산, 오전 7시 우이역 2번 출구에서 만나요',
  lastPhotos: '사진 정말 잘 나왔어요! 몇 장 더 보내 드릴게요',
  lastStation: '네, 토요일에 역 앞에서 봬요',
  lastBoots: '발목 있는 등산화가 확실히 편해요',
  lastPack: '30리터 배낭 필요하신 분 계세요?',
  lastThanks: '덕분에 즐거웠어요. 조심히 들어가세요',
  lastPlaces: '식당은 두 곳으로 추려 봤습니다',
}

export type Talk = Record<keyof typeof ko, string>
