import { describe, expect, it } from 'vitest'
import { optionsFrom, snippetOf } from './snippet.ts'

const place = { api: 'https://chat.example.com', site: 'shop', tokenUrl: '/damso/token' }
const snippet = (query: string) => snippetOf(optionsFrom(new URLSearchParams(query)), place)

describe('snippetOf', () => {
  it('is the one line of the README when nothing is set', () => {
    expect(snippet('')).toBe(
      '<script async src="https://chat.example.com/damso.js" data-site="shop" data-token-url="/damso/token"></script>',
    )
  })

  it('names only what was set', () => {
    expect(snippet('theme=dark&live=on&accent=%23aa3300&position=left')).toContain(
      'data-theme="dark" data-accent="#aa3300" data-live data-position="left">',
    )
    expect(snippet('lang=ar&density=compact')).toContain('data-lang="ar" data-density="compact">')
    expect(snippet('mode=inline&room=order-42')).toContain(
      '<damso-chat mode="inline" site="shop" token-url="/damso/token" room="order-42"></damso-chat>',
    )
  })

  it('takes nothing that is not an option', () => {
    expect(snippet('mode=evil&room="><script>&theme=red&accent=red"')).toBe(snippet(''))
  })
})
