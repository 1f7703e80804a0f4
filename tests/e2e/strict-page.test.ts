import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { PATIENCE } from './browser.ts'
import type { Chat } from './chat.ts'
import { damsoLines, type Visit, World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await World.start({ minji: 'Minji', junho: 'Junho' })
  await world.room('hiking', { title: 'Saturday hike', members: ['minji', 'junho'] })
  await world.room('books', { title: 'Book club', members: ['minji', 'junho'] })
})
afterEach(() => world.leave())
afterAll(() => world.end())

/** The lines of docs/embed.md, for a page that allows nothing else. */
const policies = (): Record<string, Visit> => {
  const { http } = world.server
  const live = http.replace('http', 'ws')
  const strict = (scripts: string) => ({
    'content-security-policy': [
      "default-src 'none'",
      `script-src ${scripts}`,
      `connect-src 'self' ${http} ${live}`,
      "require-trusted-types-for 'script'",
      'trusted-types lit-html',
      "base-uri 'none'",
    ].join('; '),
  })
  const nonce = 'dGhlLXBhZ2UncyBub25jZQ'
  const tag = `<script nonce="${nonce}" async src="${http}/damso.js" data-site="shop" data-token-url="/damso/token?member=minji"></script>`
  return {
    'the server as a source': { headers: strict(http) },
    'a nonce alone': { headers: strict(`'nonce-${nonce}'`), tag },
    'a nonce and strict-dynamic': { headers: strict(`'nonce-${nonce}' 'strict-dynamic'`), tag },
  }
}

/** Everything that a policy could have kept from us: reports, and what the console says of them. */
async function violations(chat: Chat, path: () => Promise<void>): Promise<string[]> {
  const { page } = chat
  const found: string[] = []
  page.on('console', (message) => {
    if (/security policy|trusted/i.test(message.text())) found.push(message.text())
  })
  page.on('pageerror', (error) => found.push(String(error)))
  await page.exposeFunction('reportViolation', (text: string) => found.push(text))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      Reflect.get(window, 'reportViolation')(`${violatedDirective} ${blockedURI}`)
    })
  })
  await page.reload()
  await path()
  return found
}

test.each(['the server as a source', 'a nonce alone', 'a nonce and strict-dynamic'])(
  'a strict Content-Security-Policy is kept: %s',
  async (name) => {
    const chat = await world.visit('minji', policies()[name] ?? {})
    const found = await violations(chat, async () => {
      await chat.enter('Saturday hike')
      await chat.say(`hello under ${name}, https://example.com`)
      await chat.settled()
      await chat.choose(`hello under ${name}`, 'Edit')
      await chat.say(`changed under ${name}`)
      await chat.message(`changed under ${name}`).getByText('Edited').waitFor()
      await chat.react(`changed under ${name}`, '👍')
      await chat.message(`changed under ${name}`).getByRole('button', { name: '👍 1 reaction' }).waitFor()
      await chat.page.locator('damso-chat').evaluate((element) => {
        element.setAttribute('theme', 'dark')
        element.setAttribute('accent', '#7a00c2')
        element.setAttribute('lang', 'ko')
      })
      await chat.panel.getByRole('button', { name: '대화 목록으로' }).waitFor()
      await chat.choose(`changed under ${name}`, '삭제')
      await chat.message('삭제된 메시지예요').first().waitFor()
    })
    expect(found).toEqual([])
  },
)

test('without its lines the policy reports, and the widget says what is missing', async () => {
  const headers = {
    'content-security-policy': `default-src 'none'; script-src ${world.server.http}; connect-src 'self'`,
  }
  const chat = await world.visit('minji', { headers })
  const lines = damsoLines(chat.page)
  const found = await violations(chat, async () => {
    await expect.poll(() => lines.join(), { timeout: PATIENCE }).toMatch(/^\[damso\] NETWORK: .*connect-src/)
  })
  expect(found.join()).toContain('connect-src')
})

test("the owner's own words, as JSON in the page, need nothing more of the policy", async () => {
  const body = `<script type="application/json" data-damso-strings>${JSON.stringify({
    openChat: 'Ask the walkers',
    en: { writeMessage: 'What is up?', members: { one: '{count} walker', other: '{count} walkers' } },
    ko: { writeMessage: '무슨 일인가요?' },
  })}</script>`
  const chat = await world.visit('minji', { ...policies()['the server as a source'], body })
  const found = await violations(chat, async () => {
    await chat.page.getByRole('button', { name: 'Ask the walkers' }).click()
    await chat.row('Saturday hike').click()
    await chat.page.getByRole('textbox', { name: 'What is up?' }).waitFor()
    await chat.header.getByText('2 walkers').waitFor()
    await chat.page.locator('damso-chat').evaluate((element) => {
      Object.assign(element, { strings: { writeMessage: 'Tell us' } })
    })
    await chat.page.getByRole('textbox', { name: 'Tell us' }).waitFor()
  })
  expect(found).toEqual([])
})
