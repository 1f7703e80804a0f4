import type { Language } from '../communities/index.ts'

/** Those of the widget, as they call themselves. */
const languages = { ko: '한국어', en: 'English', ja: '日本語', ar: 'العربية' }

const ko = {
  title: '내 사이트에 붙이기',
  mode: '모양',
  modes: { popup: '모서리 단추', inline: '글 사이', page: '한 페이지' },
  theme: '밝기',
  themes: { '': '사이트를 따름', light: '밝게', dark: '어둡게' },
  lang: '언어',
  languages: { '': '사이트를 따름', ...languages },
  density: '간격',
  densities: { '': '넉넉하게', compact: '촘촘하게' },
  position: '모서리',
  positions: { '': '오른쪽 아래', left: '왼쪽 아래' },
  room: '처음 여는 방',
  list: '방 목록',
  accent: '강조색',
  live: '닫혀 있어도 연결해 두기',
  snippet: '붙일 코드',
  copy: '복사',
  copied: '복사했어요',
  after: '사이트의 페이지에 붙이고, 토큰 주소에서 회원의 토큰을 내주면 됩니다.',
  api: 'GraphiQL에서 API 살펴보기',
  preview: '미리 보기',
}

const en: typeof ko = {
  title: 'Put it on your site',
  mode: 'Shape',
  modes: { popup: 'Button in the corner', inline: 'Inline', page: 'A whole page' },
  theme: 'Theme',
  themes: { '': 'As the site', light: 'Light', dark: 'Dark' },
  lang: 'Language',
  languages: { '': 'As the site', ...languages },
  density: 'Density',
  densities: { '': 'Comfortable', compact: 'Compact' },
  position: 'Corner',
  positions: { '': 'Lower right', left: 'Lower left' },
  room: 'Opens with',
  list: 'The list of rooms',
  accent: 'Accent',
  live: 'Stay connected while closed',
  snippet: 'Snippet',
  copy: 'Copy',
  copied: 'Copied',
  after: 'Paste it into your pages, and answer the token address for whoever is signed in.',
  api: 'Explore the API in GraphiQL',
  preview: 'Preview',
}

export const playgroundWords = (language: Language): typeof ko => (language === 'ko' ? ko : en)
