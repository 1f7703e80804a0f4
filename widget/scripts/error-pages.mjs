// Writes docs/errors/<code>.md, and the rows of docs/embed.md, from src/help: what the card and /check say too.
// Needs a build: node scripts/error-pages.mjs
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { help } from '../dist/help/en.js'
import { errorPage, errorRow } from '../dist/help/error-page.js'

const docs = new URL('../../docs/', import.meta.url)
mkdirSync(new URL('errors/', docs), { recursive: true })
let embed = readFileSync(new URL('embed.md', docs), 'utf8')
for (const code of Object.keys(help)) {
  writeFileSync(new URL(`errors/${code}.md`, docs), errorPage(code))
  embed = embed.replace(new RegExp(`^\\| \\[\`${code}\`\\].*$`, 'm'), () => errorRow(code))
}
writeFileSync(new URL('embed.md', docs), embed)
