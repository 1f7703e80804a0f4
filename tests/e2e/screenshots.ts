/**
 * Takes the pictures of docs/images anew, from the demo as `npm start` shows it: `npm run shots -w tests`.
 * @module
 */
import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { printJson } from '../support/print.ts'
import { launchBrowser, PATIENCE } from './browser.ts'
import { Chat } from './chat.ts'
import { DemoSite } from './demo-site.ts'

const folder = process.env.SHOTS ?? fileURLToPath(new URL('../../../docs/images', import.meta.url))

interface Scene {
  path: string
  context?: BrowserContextOptions
  act: (chat: Chat, page: Page) => Promise<void>
  after?: (page: Page) => Promise<unknown>
}

const desktop: BrowserContextOptions = { viewport: { width: 960, height: 720 }, locale: 'ko-KR' }
const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  locale: 'ko-KR',
}
const hike = '북한산 백운대 산행'

async function read(chat: Chat, title: string): Promise<void> {
  await chat.enter(title)
  await chat.messages.last().waitFor()
}

const control = (page: Page, action: 'kill' | 'start') =>
  page.evaluate((path) => fetch(path, { method: 'POST' }).then(({ status }) => status), `/control/server/${action}`)

const scenes: Record<string, Scene> = {
  'list-light-ko': {
    path: '/sandeul/hikes?persona=minji',
    act: async (chat) => {
      await chat.open()
      await chat.row(hike).waitFor()
    },
  },
  'room-light-ko': { path: '/sandeul/hikes?persona=minji', act: (chat) => read(chat, hike) },
  'room-dark-ko': { path: '/sandeul/hikes?persona=seoyeon&theme=dark', act: (chat) => read(chat, hike) },
  'phone-room-ko': { path: '/sandeul/hikes?persona=minji', context: phone, act: (chat) => read(chat, '서연') },
  'page-light-en': {
    path: '/ridgeline/chat?persona=sam',
    context: { viewport: { width: 1280, height: 750 }, locale: 'en-GB' },
    act: async (chat) => {
      await chat.list.getByRole('button').nth(0).click()
      await chat.messages.last().waitFor()
    },
  },
  'error-disconnected-ko': {
    path: '/sandeul/hikes?persona=seoyeon',
    act: async (chat, page) => {
      await read(chat, hike)
      await control(page, 'kill')
      await chat.say('지금 지하 구간이라 잘 안 터져요')
      await chat.panel.getByText('연결이 끊겼어요').waitFor()
    },
    after: (page) => control(page, 'start'),
  },
  'long-content-ko': {
    path: '/sandeul/hikes?persona=seoyeon',
    act: async (chat) => {
      await read(chat, hike)
      await chat.say(
        '하산길은 도선사 쪽으로 내려와서 우이동 먹거리 마을까지 걷습니다. 버스는 20분마다 있고, 늦으시는 분은 총무님께 미리 연락 주세요. 비가 오면 아침 6시까지 이 방에 다시 알려 드릴게요.',
      )
      await chat.say(
        '지도: https://map.example.com/courses/bukhansan/baegundae?from=ui-station&exit=2&pace=slow#summit',
      )
      await chat.say('donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft')
      await chat.say('준비물\n· 물 1리터\n· 장갑\n· 도시락')
      await chat.settled()
    },
  },
  'error-closed-room-en': {
    path: '/ridgeline/hikes?persona=sam',
    act: async (chat, page) => {
      await chat.open()
      await chat.list.waitFor()
      await page.evaluate(() => Reflect.get(window, 'damso').openRoom({ key: 'absent' }))
      await chat.panel.getByText('Only invited members').waitFor()
    },
  },
}

async function take(browser: Browser, url: string, name: string, { path, context, act, after }: Scene): Promise<void> {
  const visitor = await browser.newContext({ deviceScaleFactor: 1, ...desktop, ...context })
  visitor.setDefaultTimeout(PATIENCE)
  const page = await visitor.newPage()
  await page.goto(url + path)
  const chat = new Chat(page)
  await act(chat, page)
  await page.mouse.move(1, 1)
  await chat.still()
  const file = join(folder, `${name}.png`)
  await page.screenshot({ path: file, caret: 'hide' })
  printJson({ name, bytes: (await stat(file)).size })
  await after?.(page)
  await visitor.close()
}

await mkdir(folder, { recursive: true })
const demo = await DemoSite.create()
const browser = await launchBrowser()
try {
  await demo.start()
  for (const [name, scene] of Object.entries(scenes)) await take(browser, demo.url, name, scene)
} finally {
  await browser.close()
  await demo.remove()
}
