import { Html, html } from '../backend/html.ts'
import { optionsFrom, snippetOf } from '../browser/snippet.ts'
import type { Community } from '../communities/index.ts'
import { choice } from '../page/choice.ts'
import { renderShell } from '../page/shell.ts'
import { playgroundWords } from './words.ts'

/**
 * Options, the widget as it then is, and the snippet to copy.
 * @param api origin of the Damso server
 */
export function renderPlayground(community: Community, api: string): Html {
  const words = playgroundWords(community.language)
  const rooms = community.rooms.filter((room) => room.chatter === undefined)
  return renderShell(
    { community, api, current: 'playground' },
    html`<main class="playground">
<form data-api="${api}" data-site="${community.site}" data-lang="${community.language}">
<h1>${words.title}</h1>
${choice('mode', words.mode, Object.entries(words.modes))}
${choice('theme', words.theme, Object.entries(words.themes))}
${choice('lang', words.lang, Object.entries(words.languages))}
${choice('density', words.density, Object.entries(words.densities))}
${choice('position', words.position, Object.entries(words.positions))}
${choice('room', words.room, [['', words.list], ...rooms.map(({ key, title }): [string, string] => [key, title])])}
<label><span>${words.accent}</span><input type="color" name="accent" value="#23705a"></label>
<label class="check"><input type="checkbox" name="live"><span>${words.live}</span></label>
</form>
<section class="snippet" aria-label="${words.snippet}">
<pre tabindex="0"><code id="snippet"></code></pre>
<button type="button" id="copy" data-copied="${words.copied}">${words.copy}</button>
<p>${words.after}</p>
<p><a href="${api}/graphql" target="_blank">${words.api}</a></p>
</section>
<iframe title="${words.preview}"></iframe>
</main>`,
  )
}

/** A bare page with the snippet in it, as the first persona sees it. */
export function renderPlaygroundFrame(community: Community, api: string, url: URL): Html {
  const [persona] = community.personas
  const options = optionsFrom(url.searchParams)
  const tokenUrl = `/damso/token?persona=${persona.id}`
  return html`<!doctype html>
<html lang="${community.language}" data-site="${community.site}" data-theme="${options.theme || 'auto'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${community.name}</title>
<link rel="stylesheet" href="/assets/site.css">
</head>
<body>
<header class="top"><span class="name">${community.name}</span></header>
<main class="${options.mode}">${new Html(snippetOf(options, { api, site: community.site, tokenUrl }))}</main>
</body>
</html>
`
}
