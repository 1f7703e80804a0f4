import type { Community } from './community.ts'
import { inventKoreanNames } from './names.ts'
import { sandeulDirectRooms, sandeulRooms } from './sandeul-rooms.ts'
import { sandeulScenes } from './sandeul-scenes.ts'

/** A hiking club in Seoul. */
export const sandeul: Community = {
  site: 'sandeul',
  language: 'ko',
  name: '산들산악회',
  personas: [
    { id: 'minji', name: '민지', role: 'member' },
    { id: 'seoyeon', name: '서연', role: 'member' },
    { id: 'junho', name: '준호 총무', role: 'operator' },
  ],
  members: [
    { id: 'minji', name: '민지' },
    { id: 'seoyeon', name: '서연' },
    { id: 'junho', name: '준호 총무' },
    { id: 'haeun', name: '하은' },
    { id: 'doyun', name: '도윤' },
    { id: 'jihun', name: '지훈' },
    { id: 'eunchae', name: '은채' },
    { id: 'taeyang', name: '태양' },
    { id: 'sora', name: '소라' },
    { id: 'youngsu', name: '영수 대장' },
  ],
  crowd: inventKoreanNames,
  rooms: sandeulRooms,
  directRooms: sandeulDirectRooms,
  scenes: sandeulScenes,
  words: {
    nav: { hikes: '산행 일정', stories: '다녀온 산', kit: '장비 나눔', chat: '대화' },
    heroEyebrow: '이번 주 정기 산행',
    heroTitle: '북한산 백운대, 토요일',
    heroDetail: '오전 7시 우이역 2번 출구 · 참가 18명',
    upcoming: '다가오는 산행',
    ask: {
      title: '처음 오시나요?',
      text: '준비물도 코스도, 다녀온 분들이 답해 드려요.',
      button: '묻고 답하기 열기',
      room: 'beginners',
    },
    stories: '다녀온 산',
    kit: '빌려 드리는 장비',
  },
  hikes: [
    { afterSaturday: 0, title: '북한산 백운대', level: '중급 · 5시간', going: '참가 18명' },
    { afterSaturday: 7, title: '안산 자락길', level: '초급 · 2시간', going: '참가 9명' },
    { afterSaturday: 14, title: '관악산 사당 능선', level: '중급 · 4시간', going: '참가 12명' },
    { afterSaturday: 28, title: '모임과 저녁', level: '초급 · 3시간', going: '참가 24명' },
  ],
  stories: [
    {
      title: '도봉산 신선대',
      text: '바람이 세서 정상에서는 오래 못 있었지만, 능선에서 본 단풍은 올해 가장 좋았습니다. 하산 뒤에는 두부전골을 먹었어요.',
    },
    {
      title: '청계산 매봉',
      text: '처음 오신 세 분과 천천히 걸었습니다. 계단이 많아 무릎 보호대가 도움이 되었어요.',
    },
    {
      title: '수락산 주봉',
      text: '기차바위는 줄이 길어 우회했습니다. 다음에는 한 시간 일찍 모이기로 했어요.',
    },
  ],
  kit: [
    { title: '30리터 배낭', from: '은채' },
    { title: '아이젠 두 벌', from: '하은' },
    { title: '등산 스틱 한 쌍', from: '도윤' },
    { title: '헤드랜턴', from: '지훈' },
  ],
}
