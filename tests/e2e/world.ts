import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright'
import { Server, type ServerOptions } from '../support/server.ts'
import { createSite, type TestSite } from '../support/site.ts'
import { launchBrowser, PATIENCE } from './browser.ts'
import { Chat } from './chat.ts'
import { HostSite } from './host-site.ts'

/** A page of the host and who looks at it. */
export interface Visit {
  lang?: string
  /** Attributes of the script tag. */
  data?: Readonly<Record<string, string>>
  /** Markup in the page's head. */
  head?: string
  /** Markup in the page's body, before the tag. */
  body?: string
  /** The tag that embeds Damso, where it is not the usual one. */
  tag?: string
  headers?: Readonly<Record<string, string>>
  context?: BrowserContextOptions
}

export interface RoomSetup {
  title: string
  members: readonly string[]
  operators?: readonly string[]
  announcements?: boolean
}

/** A message of another time. */
export interface PastMessage {
  as: string
  text: string
  at: number
}

/** What one call of the API takes. */
const IMPORT = 500

/** A message as GraphQL tells it. */
export interface ToldMessage {
  id: string
  text: string | null
  sender: { id: string }
}

/** A server, a site on it with members, that site's pages on an origin of their own, and a browser for whoever visits. */
export class World {
  readonly server: Server
  readonly host: HostSite
  readonly site: TestSite
  readonly browser: Browser
  readonly #names: Readonly<Record<string, string>>
  readonly #contexts: BrowserContext[] = []
  #pages = 0

  private constructor(server: Server, host: HostSite, site: TestSite, browser: Browser, names: World['names']) {
    this.server = server
    this.host = host
    this.site = site
    this.browser = browser
    this.#names = names
  }

  /** @param names of the site's members, by id */
  static async start(names: World['names'], options: ServerOptions = {}): Promise<World> {
    const [server, host, browser] = await Promise.all([Server.start(options), HostSite.start(), launchBrowser()])
    const site = await createSite(server, 'shop', [host.origin])
    const world = new World(server, host, site, browser, names)
    host.tokens = (member) => site.token(member, { name: names[member] ?? member })
    await site.backend('mutation ($members: [MemberInput!]!) { upsertMembers(members: $members) { __typename } }', {
      members: Object.entries(names).map(([id, name]) => ({ id, name })),
    })
    return world
  }

  get names(): Readonly<Record<string, string>> {
    return this.#names
  }

  /** Makes or changes a room as the site's backend. @returns its id */
  async room(key: string, { title, members, operators = [], announcements = false }: RoomSetup): Promise<string> {
    const postPolicy = announcements ? 'OPERATORS' : 'MEMBERS'
    const { upsertRoom } = await this.site.backend<{ upsertRoom: { id: string } }>(
      'mutation ($key: String!, $input: UpsertRoomInput!) { upsertRoom(key: $key, input: $input) { ... on Room { id } } }',
      { key, input: { title, postPolicy } },
    )
    await this.site.backend(
      'mutation ($room: ID!, $members: [RoomMemberInput!]!) { setMembers(roomId: $room, members: $members) { __typename } }',
      {
        room: upsertRoom.id,
        members: members.map((id) => ({ id, role: operators.includes(id) ? 'OPERATOR' : 'MEMBER' })),
      },
    )
    return upsertRoom.id
  }

  /** @returns id of the room of these two */
  async directRoom(one: string, other: string): Promise<string> {
    const graphql = await this.site.graphql(one, { name: this.#names[one] ?? one })
    const { openDirectRoom } = await graphql<{ openDirectRoom: { id: string } }>(
      'mutation ($other: ID!) { openDirectRoom(memberId: $other) { ... on Room { id } } }',
      { other },
    )
    return openDirectRoom.id
  }

  /** Says something for a member, as the site's backend. */
  async say(room: string, as: string, text: string): Promise<void> {
    const nonce = crypto.randomUUID()
    await this.site.backend(
      'mutation ($room: ID!, $as: ID!, $nonce: String!, $text: String!) { sendMessage(roomId: $room, as: $as, nonce: $nonce, text: $text) { __typename } }',
      { room, as, nonce, text },
    )
  }

  /** Brings what was said elsewhere into a room, as a site does that comes from another system. */
  async import(room: string, messages: readonly PastMessage[]): Promise<void> {
    for (let from = 0; from < messages.length; from += IMPORT) {
      const part = messages.slice(from, from + IMPORT).map(({ as, text, at }, index) => ({
        ...{ as, text, nonce: `import-${from + index}` },
        sentAt: new Date(at).toISOString(),
      }))
      await this.site.backend(
        'mutation ($room: ID!, $messages: [ImportMessage!]!) { importMessages(roomId: $room, messages: $messages) { __typename } }',
        { room, messages: part },
      )
    }
  }

  /** The newest messages of a room, oldest first, as GraphQL tells this member. */
  async told(room: string, member: string): Promise<readonly ToldMessage[]> {
    const graphql = await this.site.graphql(member, { name: this.#names[member] ?? member })
    const { room: found } = await graphql<{ room: { messages: { nodes: ToldMessage[] } } }>(
      'query ($room: ID!) { room(id: $room) { messages(last: 100) { nodes { id text sender { id } } } } }',
      { room },
    )
    return found.messages.nodes
  }

  /** Opens a page of the host in a browser of the member's own. */
  async visit(member: string, visit: Visit = {}): Promise<Chat> {
    const context = await this.browser.newContext({ viewport: { width: 1024, height: 768 }, ...visit.context })
    context.setDefaultTimeout(PATIENCE)
    this.#contexts.push(context)
    const page = await context.newPage()
    await page.goto(this.page(member, visit))
    return new Chat(page)
  }

  /** The address of a page with the tag in it. */
  page(member: string, { lang = 'en', data = {}, head = '', body = '', tag, headers = {} }: Visit = {}): string {
    const attributes = { site: this.site.id, 'token-url': `/damso/token?member=${member}`, ...data }
    const written = Object.entries(attributes).map(([name, value]) => ` data-${name}="${value}"`)
    this.#pages += 1
    return this.host.show(`/${this.#pages}`, {
      headers,
      html: `<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Shop</title>${head}</head>
<body><h1>Shop</h1>${body}
${tag ?? `<script async src="${this.server.http}/damso.js"${written.join('')}></script>`}
</body>
</html>`,
    })
  }

  /** Closes what the members have open; the world stays. */
  async leave(): Promise<void> {
    await Promise.all(this.#contexts.splice(0).map((context) => context.close()))
  }

  async end(): Promise<void> {
    await this.browser.close()
    await this.host.stop()
    await this.server.remove()
  }
}

/** What the page's console says in the widget's name. */
export function damsoLines(page: Page): string[] {
  const lines: string[] = []
  page.on('console', (message) => {
    if (message.text().startsWith('[damso]')) lines.push(message.text())
  })
  return lines
}
