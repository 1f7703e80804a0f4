import { type TokenProvider, tokenFromUrl } from '../client/token.ts'

/** What an owner gave an element by its attributes. */
export const siteOf = (chat: Element): string => chat.getAttribute('site') ?? ''

/** @param origin where the element's code came from. @returns ends in a slash */
export function serverOf(chat: Element, origin: string): string {
  const server = chat.getAttribute('server') ?? origin
  return server.endsWith('/') ? server : `${server}/`
}

export const langOf = (chat: Element): string =>
  chat.getAttribute('lang') || document.documentElement.lang || navigator.language

/** Whether its developer looks on: they say so, or the page stands on their own machine. */
export function isDebugged(chat: Element): boolean {
  const debug = chat.getAttribute('debug') ?? `${/^(localhost$|127\.|\[::1)/.test(location.hostname)}`
  return debug !== 'false'
}

export const isPopup = (chat: Element): boolean => chat.getAttribute('mode') === 'popup'

export function tokensOf(chat: Element): TokenProvider {
  const url = chat.getAttribute('token-url')
  if (url !== null) return tokenFromUrl(new URL(url, document.baseURI).href)
  const token = chat.getAttribute('token')
  return () => token
}
