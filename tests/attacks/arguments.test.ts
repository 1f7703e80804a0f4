import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { damso } from '../support/damso.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'damso-arguments-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Arguments, settings, words of the one line that is printed. */
const wrong: [what: string, args: string[], env: Record<string, string>, words: string[]][] = [
  ['no such command', ['destroy'], {}, ['"destroy"']],
  ['a command of all objects', ['constructor'], {}, ['"constructor"']],
  ['no such option', ['site', 'create', '--nmae', 'x'], {}, ['--nmae']],
  ['a name too long', ['site', 'create', '--id', 'a', '--name', 'x'.repeat(100_000)], {}, ['name', '200']],
  ['a name that turns what follows', ['site', 'create', '--id', 'a', '--name', 'x\u202ey'], {}, ['name', 'direction']],
  [
    'an id with SQL in it',
    ['site', 'create', '--name', 'a', '--id', "a'; DROP TABLE sites; --"],
    {},
    ['id', '1 to 63'],
  ],
  [
    'an origin with a path',
    ['site', 'create', '--name', 'a', '--origin', 'https://a.example/x'],
    {},
    ['https://a.example'],
  ],
  ['a port that is none', ['start'], { PORT: '70000' }, ['PORT', '0 to 65535']],
  ['many settings at once', ['start'], { LOG_LEVEL: 'loud', MESSAGE_RATE: '-1' }, ['LOG_LEVEL', 'MESSAGE_RATE']],
  ['a store of another kind', ['start'], { LOG_URL: 'redis://x' }, ['LOG_URL', 'sqlite:']],
  [
    'a bug in production',
    ['start'],
    { NODE_ENV: 'production', DAMSO_PLANTED_BUG: 'receipt-before-commit' },
    ['DAMSO_PLANTED_BUG'],
  ],
]

test.each(wrong)('%s', async (_, args, env, words) => {
  const { code, stdout, stderr } = await damso({ env: { DAMSO_DATA: folder } }, args, env)
  expect(code, stderr).toBe(2)
  for (const word of words) expect(stderr).toContain(word)
  // A sentence for people, no stack; and nothing that a program could take for a result.
  expect(stderr).not.toMatch(/^ {4}at /m)
  expect(stdout).not.toContain('{')
  expect((await readdir(folder)).filter((name) => name.startsWith('log'))).toEqual([])
})
