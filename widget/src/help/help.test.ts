import { expect, test } from 'vitest'
import type { ClientFaultCode } from '../client/client-fault.ts'
import { help } from './en.ts'
import { checkPage, exampleSetup, fill } from './help.ts'
import { ko } from './ko.ts'

const codes = Object.keys(help) as ClientFaultCode[]

test('Korean speaks of the same causes', () => {
  for (const code of codes) {
    expect(ko[code].causes.length, code).toBe(help[code].causes.length)
    for (const text of [ko[code].means, ...ko[code].causes.flat()]) expect(text, code).toMatch(/[가-힣]/)
  }
})

test('lines to copy name the site, the origin and the server that they are for', () => {
  const setup = { site: 'club', origin: 'http://localhost:3000', server: 'https://talk.example.org/damso/' }
  const said = codes.flatMap((code) => help[code].causes.map(({ lines = '' }) => fill(lines, setup)))
  expect(said.join('\n')).not.toMatch(/\{(site|origin|server|source|socket)\}|undefined/)
  expect(said).toContain('npm run damso -- site origins add --site club --origin http://localhost:3000')
  expect(said.join('\n')).toContain("connect-src 'self' https://talk.example.org wss://talk.example.org\n")
  expect(fill('{site} {origin}', { ...setup, site: '', origin: '' })).toBe(
    `${exampleSetup.site} ${exampleSetup.origin}`,
  )
  expect(checkPage(setup, 'ORIGIN')).toBe(
    'https://talk.example.org/damso/check?site=club&origin=http%3A%2F%2Flocalhost%3A3000#ORIGIN',
  )
})
