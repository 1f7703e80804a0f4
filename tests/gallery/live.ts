import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright'
import { PATIENCE } from '../e2e/browser.ts'
import { Chat } from '../e2e/chat.ts'
import { World } from '../e2e/world.ts'
import type { Picture } from './shoot.ts'
import type { Variant } from './variants.ts'

const talk = {
  ko: {
    me: '윤서',
    others: ['총무 은채', '지훈'],
    rooms: ['11월 북한산 산행', '송년 산행 준비'],
    said: ['28일 산행은 예정대로 갑니다. 오전 7시, 우이역 2번 출구에서 만나요.', '혹시 아이젠도 필요할까요?'],
    page: ['산들산악회', '토요일 아침, 북한산 백운대로 갑니다. 물 1리터와 행동식을 챙겨 주세요.'],
  },
  en: {
    me: 'Sam',
    others: ['Joe (secretary)', 'Priya'],
    rooms: ['Helvellyn, 28 Nov', 'Winter supper'],
    said: ['The walk on the 28th goes ahead. We meet at 8:30 at the car park.', 'Will we need microspikes?'],
    page: [
      'Ridgeline Walkers',
      'On Saturday we go up Helvellyn by Striding Edge. Bring a litre of water and a dry layer.',
    ],
  },
} as const

type Spoken = keyof typeof talk
const spoken = (lang: string): Spoken => (lang === 'en' ? 'en' : 'ko')

/** A real server, and for each of these variants a member who has something to read. */
export async function startLive(variants: readonly Variant[]): Promise<World> {
  const people = Object.fromEntries(
    (['ko', 'en'] as const).flatMap((lang) => talk[lang].others.map((name, at) => [`${lang}-${at}`, name])),
  )
  const readers = Object.fromEntries(variants.map(({ name, lang }) => [name, talk[spoken(lang)].me]))
  const world = await World.start({ ...people, ...readers })
  for (const lang of ['ko', 'en'] as const) {
    const members = variants.filter((variant) => spoken(variant.lang) === lang).map(({ name }) => name)
    for (const [at, title] of [...talk[lang].rooms.entries()].reverse()) {
      const room = await world.room(`${lang}-${at}`, { title, members: [...members, `${lang}-0`, `${lang}-1`] })
      for (const [by, text] of talk[lang].said.entries())
        if (at === 0 || by === 0) await world.say(room, `${lang}-${by}`, text)
    }
  }
  return world
}

interface State {
  /** Where it begins. */
  at: 'popup' | 'inline' | 'debug' | 'check'
  /** Before the page is there. */
  before?: (context: BrowserContext) => Promise<unknown>
  act: (chat: Chat, world: World, variant: Variant) => Promise<unknown>
}

/** What stands around the panel, and the pages of the server. */
const states: Readonly<Record<string, State>> = {
  'popup-closed': { at: 'popup', act: (chat) => chat.badge.getByText('3').waitFor() },
  'popup-list': {
    at: 'popup',
    async act(chat, _, { lang }) {
      await chat.open()
      await chat.row(talk[spoken(lang)].rooms[0]).waitFor()
    },
  },
  'popup-room': {
    at: 'popup',
    async act(chat, _, { lang }) {
      await chat.enter(talk[spoken(lang)].rooms[0])
    },
  },
  'inline-not-loaded': {
    at: 'inline',
    before: (context) => context.route('**/v/**', (route) => route.abort()),
    act: ({ page }) => page.getByRole('alert').waitFor(),
  },
  'fault-card': {
    at: 'debug',
    before: (context) => context.route('**/damso/token?*', (route) => route.fulfill({ json: { token: 'no token' } })),
    act: ({ page }) => page.getByRole('alert').waitFor(),
  },
  'check-page': {
    at: 'check',
    async act({ page }, world, { name }) {
      await page.getByLabel('Site').fill('shop')
      await page.getByLabel('Origin').fill('https://www.example.com/chat')
      await page.getByLabel('Token').fill(await world.site.token(name, { name: 'Sam' }))
      await page.getByRole('button', { name: 'Check' }).click()
      await page.getByRole('heading', { name: /to mend/ }).waitFor()
    },
  },
}

/** Takes the pictures that want a real server. @param wanted null: all states */
export async function shootLive(
  world: World,
  variant: Variant,
  folder: string,
  wanted: readonly string[] | null,
): Promise<Picture[]> {
  const { name, theme, lang, screen, context: options } = variant
  const size = screen ?? { width: 880, height: 760 }
  const pictures: Picture[] = []
  for (const [state, { at, before, act }] of Object.entries(states)) {
    if (wanted && !wanted.includes(state)) continue
    const context = await world.browser.newContext({
      deviceScaleFactor: 2,
      locale: lang,
      colorScheme: theme,
      viewport: size,
      ...options,
    })
    context.setDefaultTimeout(PATIENCE)
    await before?.(context)
    const page = await context.newPage()
    await page.goto(at === 'check' ? `${world.server.http}/check` : hostPage(world, variant, at))
    const chat = new Chat(page)
    await act(chat, world, variant)
    await picture(page, chat, join(folder, name, `${state}.png`))
    pictures.push({ state, ...size })
    await context.close()
  }
  return pictures
}

function hostPage(world: World, { name, lang, theme }: Variant, at: Exclude<State['at'], 'check'>): string {
  const [title, text] = talk[spoken(lang)].page
  return world.page(name, {
    lang,
    data: { theme, debug: `${at === 'debug'}` },
    ...(at === 'inline' && { tag: inline(world, name, theme) }),
    head: `<style>:root { color-scheme: ${theme} } body { margin: 40px; max-width: 24em; font: 17px/1.6 system-ui } h1 { display: none }</style>`,
    body: `<h2>${title}</h2><p>${text}</p>`,
  })
}

const inline = ({ server, site }: World, member: string, theme: string) =>
  `<damso-chat mode="inline" site="${site.id}" token-url="/damso/token?member=${member}" theme="${theme}"></damso-chat>
<script async src="${server.http}/damso.js"></script>`

async function picture(page: Page, chat: Chat, path: string): Promise<void> {
  await page.mouse.move(1, 1)
  await chat.still()
  await page.screenshot({ path, animations: 'disabled', caret: 'hide', fullPage: false })
}
