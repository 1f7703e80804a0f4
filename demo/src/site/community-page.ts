import { Html, html } from '../backend/html.ts'
import type { Community, Persona } from '../communities/index.ts'
import { mountains } from './mountains.ts'

const pages = ['hikes', 'stories', 'kit', 'chat'] as const
type PageName = (typeof pages)[number]

/**
 * A page of an ordinary site that embeds Damso, as it looks to one signed-in member.
 * @param url `/sandeul/hikes?persona=minji`; `csp=strict`, `css=hostile` and `theme=dark|light` as the demo's switches
 * @param api origin of the Damso server
 * @returns undefined: the site has no such page
 */
export function renderCommunityPage(community: Community, persona: Persona, url: URL, api: string): Html | undefined {
  const [, site, name] = url.pathname.split('/')
  const current = pages.find((page) => page === name)
  if (site !== community.site || !current) return undefined
  const options = url.searchParams
  const hostile = options.get('css') === 'hostile'
  return html`<!doctype html>
<html lang="${community.language}" data-theme="${options.get('theme') ?? 'auto'}" data-site="${community.site}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${community.words.nav[current]} · ${community.name}</title>
<link rel="icon" href="/assets/icon.svg">
<link rel="stylesheet" href="/assets/site.css">
${hostile && html`<link rel="stylesheet" href="/assets/hostile.css">`}
<script type="module" src="/scripts/frame.js" data-persona="${persona.id}" data-api="${api}"></script>
${current !== 'chat' && widgetTag(community, persona, api)}
</head>
<body>
<header class="top">
<a class="name" href="hikes?${query(options)}">${community.name}</a>
<nav aria-label="${community.name}">${pages.map(
    (page) =>
      html`<a href="${page}?${query(options)}"${page === current && new Html(' aria-current="page"')}>${community.words.nav[page]}</a>`,
  )}</nav>
<span class="who">${persona.name}</span>
</header>
${renderMain(community, persona, current, api)}
</body>
</html>
`
}

/** Links keep the member and the switches. */
const query = (options: URLSearchParams) => options.toString()

/** The one line that an owner pastes; its server is killed on purpose here, which is no fault to mend. */
const widgetTag = (community: Community, persona: Persona, api: string) =>
  html`<script async src="${api}/damso.js" data-site="${community.site}" data-token-url="/damso/token?persona=${persona.id}" data-debug="false"></script>`

function renderMain(community: Community, persona: Persona, page: PageName, api: string): Html {
  const { words } = community
  switch (page) {
    case 'hikes':
      return html`<main>
<section class="hero">
${mountains}
<div><p>${words.heroEyebrow}</p><h1>${words.heroTitle}</h1><p>${words.heroDetail}</p></div>
</section>
<div class="content">
<h2>${words.upcoming}</h2>
<ul class="rows">${community.hikes.map(
        (hike) =>
          html`<li><time>${hikeDate(hike.afterSaturday, community.language)}</time><b>${hike.title}</b><span>${hike.level}</span><span class="end">${hike.going}</span></li>`,
      )}</ul>
<aside class="ask"><div><b>${words.ask.title}</b><p>${words.ask.text}</p></div><button type="button" data-open-room="${words.ask.room}">${words.ask.button}</button></aside>
</div>
</main>`
    case 'stories':
      return html`<main class="content">
<h1>${words.stories}</h1>
${community.stories.map((story) => html`<article><h2>${story.title}</h2><p>${story.text}</p></article>`)}
</main>`
    case 'kit':
      return html`<main class="content">
<h1>${words.kit}</h1>
<ul class="rows">${community.kit.map((item) => html`<li><b>${item.title}</b><span class="end">${item.from}</span></li>`)}</ul>
</main>`
    case 'chat':
      return html`<main class="chat">
<h1 class="hidden">${words.nav.chat}</h1>
<damso-chat mode="page" site="${community.site}" token-url="/damso/token?persona=${persona.id}" debug="false"></damso-chat>
<script async src="${api}/damso.js"></script>
</main>`
  }
}

function hikeDate(afterSaturday: number, language: string): string {
  const date = new Date()
  date.setDate(date.getDate() + ((6 - date.getDay() + 7) % 7 || 7) + afterSaturday)
  return date.toLocaleDateString(language === 'ko' ? 'ko-KR' : 'en-GB', {
    month: 'short',
    day: 'numeric',
    weekday: 'short',
  })
}
