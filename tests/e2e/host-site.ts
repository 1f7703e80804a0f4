import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface HostPage {
  html: string
  headers?: Readonly<Record<string, string>>
}

/** What a site's backend answers at its token URL: a token, or null for signed out; where it throws, 500. */
export type TokenSource = (member: string) => Promise<string | null> | string | null

/** A site that embeds Damso, on an origin of its own: pages and a token URL, nothing else. */
export class HostSite {
  readonly pages = new Map<string, HostPage>()
  /** Members for whom a token was asked, in order. */
  readonly tokenRequests: string[] = []
  tokens: TokenSource = () => null
  readonly #server: Server

  private constructor() {
    this.#server = createServer(async ({ method, url }, response) => {
      const { pathname, searchParams } = new URL(url ?? '/', 'http://host')
      if (method === 'POST' && pathname === '/damso/token') {
        const member = searchParams.get('member') ?? ''
        this.tokenRequests.push(member)
        try {
          answerToken(response, await this.tokens(member))
        } catch {
          response.writeHead(500).end()
        }
        return
      }
      const page = this.pages.get(pathname)
      response.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', ...page?.headers })
      response.end(page?.html)
    })
  }

  static async start(): Promise<HostSite> {
    const host = new HostSite()
    host.#server.listen(0, '127.0.0.1')
    await once(host.#server, 'listening')
    return host
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** @returns the page's address */
  show(path: string, page: HostPage): string {
    this.pages.set(path, page)
    return this.origin + path
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

function answerToken(response: ServerResponse, token: string | null): void {
  if (token === null) response.writeHead(204, { 'cache-control': 'no-store' }).end()
  else
    response
      .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      .end(JSON.stringify({ token }))
}
