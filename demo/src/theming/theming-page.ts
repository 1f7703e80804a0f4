import { type Html, html } from '../backend/html.ts'
import { colours } from '../browser/theme.ts'
import type { Community } from '../communities/index.ts'
import { choice } from '../page/choice.ts'
import { renderShell } from '../page/shell.ts'
import { themeNames, themingWords } from './words.ts'

/**
 * A theme to begin with, what can be changed of it, the widget as it then is, and the CSS to copy.
 * @param api origin of the Damso server
 */
export function renderTheming(community: Community, api: string): Html {
  const words = themingWords(community.language)
  const said = { none: words.none, readable: words.readable, on: words.on, colours: words.colours }
  return renderShell(
    { community, api, current: 'theming' },
    html`<main class="playground theming">
<form data-words="${JSON.stringify({ ...said, light: words.light, dark: words.dark })}">
<h1>${words.title}</h1>
<fieldset class="themes"><legend class="hidden">${words.themes}</legend>${themeNames.map(
      (name) =>
        html`<label><input type="radio" name="theme" value="${name}"${name === 'default' && html` checked`}><span>${words.themeNames[name]}</span></label>`,
    )}</fieldset>
${choice('scheme', words.scheme, Object.entries(words.schemes))}
${choice('density', words.density, Object.entries(words.densities))}
${choice('font', words.font, Object.entries(words.fonts))}
<label><span>${words.corners}</span><input type="range" name="corners" min="0" max="24"></label>
<table>
<thead><tr><th scope="col">${words.colour}</th><th scope="col">${words.light}</th><th scope="col">${words.dark}</th></tr></thead>
<tbody>${colours.map(
      (name) =>
        html`<tr><th scope="row">${words.colours[name]}</th>${(['light', 'dark'] as const).map(
          (scheme) =>
            html`<td><input type="color" name="${name}-${scheme}" aria-label="${words.colours[name]}, ${words[scheme]}"></td>`,
        )}</tr>`,
    )}</tbody>
</table>
</form>
<section class="snippet" aria-label="${words.css}">
<output id="faint" aria-label="${words.contrast}"></output>
<pre tabindex="0"><code id="snippet"></code></pre>
<button type="button" id="copy" data-copied="${words.copied}">${words.copy}</button>
<p id="attribute" hidden>${words.attribute}</p>
<p>${words.after}</p>
</section>
<iframe title="${words.preview}" src="/theming/frame?page=${community.language}"></iframe>
</main>`,
  )
}

/** The list and a room side by side, and the launcher in the corner, as the first persona sees them. */
export function renderThemingFrame(community: Community, api: string): Html {
  const [persona] = community.personas
  const room = community.rooms.find(({ transcript, announcements }) => transcript && !announcements)
  const tokenUrl = `/damso/token?persona=${persona.id}`
  return html`<!doctype html>
<html lang="${community.language}" data-site="${community.site}" data-theme="auto">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${community.name}</title>
<link rel="stylesheet" href="/assets/site.css">
<link rel="stylesheet" href="/assets/theming-frame.css">
<script async src="${api}/damso.js"></script>
</head>
<body>
<main>
<damso-chat mode="inline" site="${community.site}" token-url="${tokenUrl}" room="${room?.key}"></damso-chat>
<damso-chat mode="inline" site="${community.site}" token-url="${tokenUrl}"></damso-chat>
</main>
<damso-chat site="${community.site}" token-url="${tokenUrl}"></damso-chat>
</body>
</html>
`
}
