import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { MissingService } from '../support/service.ts'

const PATIENCE_MILLISECONDS = 240_000

const options = [
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--no-package-lock',
  '--omit=optional',
  // Peers that are not named are for what is not measured.
  '--legacy-peer-deps',
  '--fetch-retries=1',
  '--fetch-retry-mintimeout=1000',
  '--loglevel=error',
]

/**
 * Installs packages into a folder of their own, outside of this repository, for as long as `use` needs them.
 * @throws {MissingService} where the registry does not give them
 */
export async function withPackages<T>(
  dependencies: Readonly<Record<string, string>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'damso-bench-'))
  try {
    await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies }))
    await npmInstall(folder)
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function npmInstall(folder: string): Promise<void> {
  // npm says where it is to what it runs; a bench that was started otherwise looks for it as a shell does.
  const cli = process.env.npm_execpath
  const [program, ...before] = cli ? [process.execPath, cli] : ['npm']
  const args = [...before, 'install', ...options, `--prefix=${folder}`]
  try {
    await promisify(execFile)(program ?? 'npm', args, { cwd: folder, timeout: PATIENCE_MILLISECONDS })
  } catch (error) {
    const { stderr = '', killed, message } = error as Error & { stderr?: string; killed?: boolean }
    const why = killed ? `nothing came in ${PATIENCE_MILLISECONDS / 1_000} s` : (sentenceOf(stderr) ?? message)
    throw new MissingService(`the npm registry did not give the peers: ${why}`)
  }
}

/** The line in which npm says what was wrong, between its codes and its trace. */
const sentenceOf = (stderr: string): string | undefined =>
  stderr
    .split('\n')
    .map((line) => line.replace(/^npm error ?/, ''))
    .find((line) => line.includes(' ') && !/^(code|syscall|errno) /.test(line))
