import { type Html, html } from '../backend/html.ts'
import type { Community } from '../communities/index.ts'
import { wordsOf } from './words.ts'

interface Shell {
  community: Community
  api: string
  /** Names its style sheet and its script too. */
  current: keyof typeof paths
}

const paths = { demo: '/', playground: '/playground', theming: '/theming' }

/** What stands around the demo's own pages. */
export function renderShell({ community, api, current }: Shell, content: Html): Html {
  const words = wordsOf(community.language)
  const other = community.language === 'ko' ? 'en' : 'ko'
  return html`<!doctype html>
<html lang="${community.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${current === 'demo' ? words.title : `${words[current]} · ${words.title}`}</title>
<link rel="icon" href="/assets/icon.svg">
<link rel="stylesheet" href="/assets/base.css">
<link rel="stylesheet" href="/assets/${current}.css">
<script type="module" src="/scripts/${current}.js"></script>
</head>
<body>
<header class="top">
<a class="name" href="/?lang=${community.language}"><img src="/assets/icon.svg" alt="" width="24" height="24">${words.title}</a>
<p>${current === 'demo' && words.lead}</p>
<nav>
${(Object.keys(paths) as (keyof typeof paths)[]).map(
  (name) =>
    html`<a href="${paths[name]}?lang=${community.language}"${current === name && html` aria-current="page"`}>${words[name]}</a>`,
)}
<a href="${api}/graphql" target="_blank">GraphiQL</a>
<a href="${paths[current]}?lang=${other}" lang="${other}" hreflang="${other}">${words.otherLanguage}</a>
</nav>
</header>
${content}
</body>
</html>
`
}
