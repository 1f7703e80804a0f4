import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const widget = new URL('.', import.meta.resolve('@damso/widget/package.json'))
const docs = new URL('../../../docs/', import.meta.url)
const sourceOf = (path: string) => readFileSync(new URL(`src/${path}`, widget), 'utf8')
const built = (path: string) => import(new URL(`dist/${path}`, widget).href)

test('every code of damso-error has its page, written from what the card says, and its row in docs/embed.md', async () => {
  const { errorPage, errorRow } = await built('help/error-page.js')
  const codes = [...sourceOf('client/client-fault.ts').matchAll(/^ {2}\| '(\w+)'/gm)].map(([, code = '']) => code)
  expect(codes).toContain('ORIGIN')
  expect(readdirSync(new URL('errors/', docs)).sort()).toEqual(codes.map((code) => `${code}.md`).sort())
  const embed = readFileSync(new URL('embed.md', docs), 'utf8')
  for (const code of codes) {
    const written = readFileSync(new URL(`errors/${code}.md`, docs), 'utf8')
    expect(written, 'write them anew, in widget/: node scripts/error-pages.mjs').toBe(errorPage(code))
    expect(embed).toContain(`${errorRow(code)}\n`)
  }
})

test("the names for the braces of an owner's strings are those of the parameters in Terms", async () => {
  const { parameters } = await built('locales/own-strings.js')
  const sentences = [...sourceOf('locales/terms.ts').matchAll(/^ {2}(\w+)\((.*)\): string$/gm)]
  expect(parameters).toEqual(
    Object.fromEntries(
      sentences.map(([, name, list = '']) => [name, [...list.matchAll(/(\w+): /g)].map(([, parameter]) => parameter)]),
    ),
  )
})
