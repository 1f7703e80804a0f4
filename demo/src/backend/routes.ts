import { communityOf, findPersona, type Language } from '../communities/index.ts'
import { renderDemoPage } from '../page/demo-page.ts'
import { renderPlayground, renderPlaygroundFrame } from '../playground/playground-page.ts'
import { renderCommunityPage } from '../site/community-page.ts'
import { renderTheming, renderThemingFrame } from '../theming/theming-page.ts'
import { serveAsset } from './assets.ts'
import { control, streamStatus } from './control.ts'
import type { DamsoServer } from './damso-server.ts'
import { embeddingPolicy, ownPolicy, secureHeaders } from './headers.ts'
import type { Html } from './html.ts'
import type { Handler } from './http.ts'
import { hostnames, type Settings } from './settings.ts'
import type { SiteSecrets } from './sites.ts'
import type { StatusBoard } from './status.ts'
import { signToken } from './token.ts'

interface Parts {
  settings: Settings
  secrets: Record<string, SiteSecrets>
  /** By name: `server` alone, or each node of a cluster. */
  servers: Readonly<Record<string, DamsoServer>>
  board: StatusBoard
}

/** Every address of the demo site. */
export function createRoutes({ settings, secrets, servers, board }: Parts): Handler {
  return async (request, url) => {
    if (!hostnames.includes(url.hostname)) return answer(421, 'This demo answers to 127.0.0.1 and localhost only.')
    const api = settings.apiOrigin(url.hostname)
    const language = languageOf(request, url)
    const { pathname, searchParams } = url

    if (request.method === 'POST') {
      if (!isSameOrigin(request, url)) return answer(403, 'Only the demo itself may ask this.')
      if (pathname === '/damso/token') return token(searchParams.get('persona'), secrets)
      if (pathname.startsWith('/control/')) return control(pathname.slice('/control/'.length), servers)
      return answer(404, 'There is no such address.')
    }

    if (pathname === '/') {
      const found = findPersona(searchParams.get('persona'))
      if (found) return redirect(`/${found.community.site}/hikes?${searchParams}`)
      return page(renderDemoPage(communityOf(language), api, Object.keys(servers)), ownPolicy)
    }
    if (pathname === '/playground') return page(renderPlayground(communityOf(language), api), ownPolicy)
    if (pathname === '/playground/frame') {
      const shown = communityOf(searchParams.get('page') === 'ko' ? 'ko' : 'en')
      return page(renderPlaygroundFrame(shown, api, url), embeddingPolicy(api, false))
    }
    if (pathname === '/theming') return page(renderTheming(communityOf(language), api), ownPolicy)
    if (pathname === '/theming/frame') {
      const shown = communityOf(searchParams.get('page') === 'ko' ? 'ko' : 'en')
      return page(renderThemingFrame(shown, api), embeddingPolicy(api, true))
    }
    if (pathname === '/control/status') return streamStatus(board)
    const asset = await serveAsset(pathname)
    if (asset) return asset

    const found = findPersona(searchParams.get('persona'))
    const content = found && renderCommunityPage(found.community, found.persona, url, api)
    if (content) return page(content, embeddingPolicy(api, searchParams.get('csp') === 'strict'))
    return answer(404, 'There is no such page.')
  }
}

async function token(personaId: string | null, secrets: Parts['secrets']): Promise<Response> {
  const found = findPersona(personaId)
  const secret = found && secrets[found.community.site]?.secret
  // As a site answers when nobody is signed in.
  if (!found || !secret) return new Response(null, { status: 204 })
  const signed = await signToken(found.community, found.persona, secret)
  return Response.json({ token: signed }, { headers: { 'cache-control': 'no-store' } })
}

/** Browsers say where a POST comes from; another site's page must not sign anyone in, nor stop the server. */
function isSameOrigin(request: Request, url: URL): boolean {
  return request.headers.get('origin') === url.origin
}

function languageOf(request: Request, url: URL): Language {
  const wanted = url.searchParams.get('lang') ?? request.headers.get('accept-language') ?? ''
  return wanted.startsWith('ko') ? 'ko' : 'en'
}

const page = (content: Html, contentPolicy: string) =>
  new Response(content.text, {
    headers: {
      ...secureHeaders,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentPolicy,
      'cache-control': 'no-store',
    },
  })

const answer = (status: number, text: string) =>
  new Response(`${text}\n`, { status, headers: { ...secureHeaders, 'content-type': 'text/plain; charset=utf-8' } })

const redirect = (location: string) => new Response(null, { status: 302, headers: { location } })
