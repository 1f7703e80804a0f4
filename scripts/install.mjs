import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './root.mjs'
import { run, runCommand } from './run.mjs'

const stampFile = join(root, 'node_modules', '.damso-install')

/**
 * Installs what package-lock.json names, unless node_modules already holds exactly that. The stamp is written last,
 * so that an interrupted install is repeated.
 * @returns {Promise<boolean>} false: npm failed and said why
 */
export async function install() {
  const wanted = stamp()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return true
  console.error('Installing packages …')
  if ((await npmInstall()) !== 0) {
    console.error('npm could not install the packages; its message stands above.')
    return false
  }
  writeFileSync(stampFile, wanted)
  return true
}

function stamp() {
  const lockfile = readFileSync(join(root, 'package-lock.json'))
  const hash = createHash('sha256').update(lockfile).digest('hex')
  return [hash, process.version, process.platform, process.arch].join(' ')
}

// `--include=dev`: NODE_ENV=production would leave out the compiler.
const npmArguments = ['ci', '--include=dev', '--prefer-offline', '--no-audit', '--no-fund']

function npmInstall() {
  const cli = [
    process.env.npm_execpath,
    join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((path) => path?.endsWith('npm-cli.js') && existsSync(path))
  const options = { stdio: ['ignore', process.stderr, process.stderr] }
  return cli ? run([cli, ...npmArguments], options) : runCommand('npm', npmArguments, options)
}
