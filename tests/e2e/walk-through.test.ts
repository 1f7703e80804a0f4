import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { freePorts } from '../support/free-ports.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const interpreters: Record<string, string> = { js: 'node -e', php: 'php -r', python: 'python3 -c' }
const whoami = `'{"query": "{ viewer { member { id name } } }"}'`

test('the walk-through of the README does what it says, in each language', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'damso-walk-through-'))
  const [port = 0] = await freePorts(1)
  const script = blocks(await readFile(join(root, 'README.md'), 'utf8'))
    .map(({ language, code }) => (language === 'sh' ? code : signingWith(language, code)))
    .join('\n')
    // Built already; a port, a data folder and files of its own.
    .replace('npm ci && npm run build\n', '')
    .replaceAll(':4000', `:${port}`)
    .replaceAll('"$PWD/.damso-shop"', `"${folder}/data"`)
    .replaceAll('./shop.', `${folder}/shop.`)
    .replaceAll('> shop.', `> ${folder}/shop.`)
  try {
    const { code, stdout, stderr } = await shell(`set -e\n${script}\nkill $DAMSO_PID; wait $DAMSO_PID || true`, port)
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('rror') })
    const answers = stdout.replaceAll('}{"data"', '}\n{"data"').trim().split('\n')
    const parsed = answers.map((answer) => JSON.parse(answer) as { data: Record<string, unknown>; errors?: unknown })
    expect(parsed.filter(({ errors }) => errors)).toEqual([])
    expect(stdout).not.toContain('"message":')

    const signedIn = parsed.filter(
      ({ data }) => JSON.stringify(data) === '{"viewer":{"member":{"id":"u7","name":"Minji"}}}',
    )
    expect(signedIn).toHaveLength(Object.keys(interpreters).length)
    expect(parsed.at(-1)?.data).toMatchObject({
      viewer: {
        rooms: {
          nodes: [
            {
              title: 'Order 42',
              messages: { nodes: [{ text: 'Your mugs are in the kiln.' }, { text: 'Lovely, thank you!' }] },
            },
          ],
        },
      },
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

const blocks = (markdown: string) =>
  [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)]
    .map(([, language = '', code = '']) => ({ language, code }))
    .filter(({ language }) => language === 'sh' || language in interpreters)

const signingWith = (language: string, code: string) =>
  `api "$(${interpreters[language]} '${code.replaceAll("'", `'\\''`)}')" ${whoami}`

async function shell(script: string, port: number) {
  const child = spawn('bash', ['-c', script], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'development', PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, stdout, stderr }
}
