import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePorts } from '../support/free-ports.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** What runs a block that is not for the shell, and the name under which README has it saved. */
const languages: Readonly<Record<string, { program: string; file: string }>> = {
  js: { program: 'node', file: 'token.cjs' },
  php: { program: 'php', file: 'token.php' },
  python: { program: 'python3', file: 'token.py' },
}
const programs = ['bash', 'curl', 'openssl', ...Object.values(languages).map(({ program }) => program)]
const whoami = `'{"query": "{ viewer { member { id name } } }"}'`

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'damso-readme-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('the walk-through of the README does what it says, in each language', async () => {
  expect(
    programs.filter((program) => !onPath(program)),
    'programs to install',
  ).toEqual([])
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  const { code, stdout, stderr } = await shell(await walkThrough(readme))
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('rror') })
  expect(stdout).not.toContain('"message":')

  const answers = stdout.replaceAll('}{"data"', '}\n{"data"').trim().split('\n')
  const parsed = answers.map((answer) => JSON.parse(answer) as { data: Record<string, unknown>; errors?: unknown })
  expect(parsed.filter(({ errors }) => errors)).toEqual([])
  const signedIn = parsed.filter(
    ({ data }) => JSON.stringify(data) === '{"viewer":{"member":{"id":"u7","name":"Minji"}}}',
  )
  expect(signedIn).toHaveLength(Object.keys(languages).length)
  const messages = [{ text: 'Your mugs are in the kiln.' }, { text: 'Lovely, thank you!' }]
  const nodes = [{ title: 'Order 42', messages: { nodes: messages } }]
  expect(parsed.at(-1)?.data).toMatchObject({ viewer: { rooms: { nodes } } })
})

/** Its blocks in order, as one script: built already, and with a port and a data folder of its own, as README offers. */
async function walkThrough(readme: string): Promise<string> {
  const [port] = await freePorts(1)
  const blocks = [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)]
  const steps = await Promise.all(blocks.map(([, language = '', code = '']) => step(language, code)))
  return steps
    .join('\n')
    .replace('PORT=4000', `PORT=${port}`)
    .replace('"$PWD/.damso-shop"', `"${folder}/data"`)
    .replace('npm run --silent damso --', 'node api/dist/main.js')
}

async function step(language: string, code: string): Promise<string> {
  if (language === 'sh') return code
  const { program, file } = languages[language] ?? {}
  // A tag to paste into a page is for the browser tests.
  if (program === undefined || file === undefined) return ''
  await writeFile(join(folder, file), code)
  return `api "$(${program} ${join(folder, file)})" ${whoami}`
}

const onPath = (program: string) =>
  (process.env.PATH ?? '').split(delimiter).some((path) => isExecutable(join(path, program)))

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

async function shell(script: string) {
  const child = spawn('bash', ['-c', `set -e\ntrap 'kill $DAMSO_PID && wait $DAMSO_PID' EXIT\n${script}`], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, stdout, stderr }
}
