// Writes docs/errors/<code>.md from src/help, what the card and /check say too. Needs a build: node scripts/error-pages.mjs
import { mkdirSync, writeFileSync } from 'node:fs'
import { help } from '../dist/help/en.js'
import { errorPage } from '../dist/help/error-page.js'

const folder = new URL('../../docs/errors/', import.meta.url)
mkdirSync(folder, { recursive: true })
for (const code of Object.keys(help)) writeFileSync(new URL(`${code}.md`, folder), errorPage(code))
