/** What a page's head gets. */
export const snippet = (base: string, site: string): string =>
  `<script async src="${base}damso.js" data-site="${site}" data-token-url="/damso/token"></script>`

/** What a page's policy has to allow, as docs/embed.md says. */
export const cspLines = ({ origin, host, protocol }: URL): string =>
  [
    `script-src  ${origin}`,
    `connect-src 'self' ${origin} ${protocol === 'https:' ? 'wss' : 'ws'}://${host}`,
    'img-src     https:',
  ].join('\n')
