import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserContext } from 'playwright'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const origin = 'https://gallery.invalid'

/** What the built modules call by name. */
const imports = {
  '@damso/schema/model': '/schema/dist/model/index.js',
  '@lit/reactive-element': '/node_modules/@lit/reactive-element/reactive-element.js',
  '@lit/reactive-element/': '/node_modules/@lit/reactive-element/',
  lit: '/node_modules/lit/index.js',
  'lit/': '/node_modules/lit/',
  'lit-element/': '/node_modules/lit-element/',
  'lit-html': '/node_modules/lit-html/lit-html.js',
  'lit-html/': '/node_modules/lit-html/',
  tslib: '/node_modules/tslib/tslib.es6.mjs',
  valibot: '/node_modules/valibot/dist/index.mjs',
}

const page = (lang: string) => `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Gallery</title>
<link rel="icon" href="data:,"><style>body { margin: 0 }</style>
<script type="importmap">${JSON.stringify({ imports })}</script>
<script type="module" src="/widget/dist/gallery/gallery.js"></script>
</head>
<body></body>
</html>`

/**
 * Answers a page and what is built from the disk, and nothing else: no server is needed, and none is asked.
 * @returns the page's address
 */
export async function answerBuilt(context: BrowserContext, lang: string): Promise<string> {
  await context.route('**/*', async (route) => {
    const { origin: asked, pathname } = new URL(route.request().url())
    if (asked !== origin) await route.abort()
    else if (pathname === '/') await route.fulfill({ contentType: 'text/html', body: page(lang) })
    else await route.fulfill({ path: join(root, pathname) })
  })
  return `${origin}/`
}
