import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { indexPage } from './index-page.ts'
import { shootLive, startLive } from './live.ts'
import { composeOverviews } from './overview.ts'
import { type Picture, shoot } from './shoot.ts'
import { variants } from './variants.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const usage = `Usage: npm run gallery -- [--variant NAME,…] [--state NAME,…] [--out FOLDER] [--docs]

Pictures of every state of the widget in every variant, and a page to look at them: gallery/index.html.

  --variant  which ones, with commas between (all: ${variants.map(({ name }) => name).join(' ')})
  --state    which ones, with commas between (all)
  --out      where they go (gallery/)
  --docs     also composes docs/images/states-light.png and states-dark.png from them

With --variant or --state pictures of before stay, and index.html as it is.`

const tell = (line: string): void => void process.stderr.write(`${line}\n`)

const options = {
  variant: { type: 'string' },
  state: { type: 'string' },
  out: { type: 'string', default: join(root, 'gallery') },
  docs: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

try {
  const { values } = parseArgs({ options })
  if (values.help) process.stdout.write(`${usage}\n`)
  else await run(values.out, values.variant?.split(',') ?? null, values.state?.split(',') ?? null, values.docs)
} catch (error) {
  const wrong = (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS')
  tell(`${wrong ? `${(error as Error).message}\n\n${usage}` : ((error as Error).stack ?? error)}`)
  process.exitCode = wrong ? 2 : 1
}

async function run(
  folder: string,
  wanted: readonly string[] | null,
  states: readonly string[] | null,
  docs: boolean,
): Promise<void> {
  const whole = wanted === null && states === null
  if (whole) await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const unknown = wanted?.find((name) => !variants.some((variant) => variant.name === name))
  if (unknown) throw new Error(`There is no variant "${unknown}"`)
  const chosen = variants.filter(({ name }) => wanted?.includes(name) ?? true)
  const world = await startLive(chosen.filter(({ few }) => !few))
  const taken = new Map<string, readonly Picture[]>()
  try {
    for (const variant of chosen) {
      process.stderr.write(`${variant.name}: `)
      const began = performance.now()
      const pictures = await shoot(world.browser, variant, folder, states)
      if (!variant.few) pictures.push(...(await shootLive(world, variant, folder, states)))
      taken.set(variant.name, pictures)
      tell(`${pictures.length} pictures, ${Math.round((performance.now() - began) / 1_000)} s`)
    }
    if (docs) await composeOverviews(world.browser, folder, join(root, 'docs/images'))
  } finally {
    await world.end()
  }
  const absent = states?.filter((state) => ![...taken.values()].flat().some((picture) => picture.state === state)) ?? []
  if (absent.length > 0)
    throw new Error(`No picture shows ${absent.join(', ')}: there is no such state in these variants`)
  if (!whole) return
  await writeFile(join(folder, 'index.html'), indexPage(variants, taken))
  tell(`Open ${relative(process.cwd(), join(folder, 'index.html'))}`)
}
