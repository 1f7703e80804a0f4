import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { runCommand } from './run.mjs'

// What the tests call beside Node, by the Debian package that brings it.
const needed = {
  chromium: () => (process.env.CHROMIUM ? existsSync(process.env.CHROMIUM) : existsSync('/usr/bin/chromium')),
  'fonts-noto-cjk': () => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'),
  'fonts-noto-color-emoji': () => existsSync('/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf'),
  curl: () => onPath('curl'),
  openssl: () => onPath('openssl'),
  python3: () => onPath('python3'),
  'python3-pip': () => onPath('pip3'),
  'php-cli': () => onPath('php'),
}

/**
 * Installs the programs that the tests call, where that is possible: on Debian, as root. What is still missing is named
 * here, and fails the tests that call it, no others.
 * @returns {Promise<string[]>} packages that are still missing
 */
export async function installPrograms() {
  const missing = Object.keys(needed).filter((name) => !needed[name]())
  if (missing.length === 0) return []
  await installPackages(missing)
  const left = missing.filter((name) => !needed[name]())
  if (left.length === 0) return []
  console.error(
    `Some tests will fail for want of ${left.join(', ')}. On Debian: sudo apt-get install ${left.join(' ')}`,
  )
  if (left.includes('chromium')) console.error('Another Chromium will do: name its path in CHROMIUM.')
  return left
}

/**
 * Installs Debian packages where that is possible: as root. What apt-get says shows only where it fails.
 * @param {string[]} packages
 * @returns {Promise<boolean>} false: not possible here, or apt-get failed
 */
export async function installPackages(packages) {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return false
  console.error(`Installing ${packages.join(', ')} …`)
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' }, quiet: true }
  await runCommand('apt-get', ['update', '-qq'], options)
  return (await runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options)) === 0
}

/**
 * Where PATH finds a program.
 * @param {string} program
 * @returns {string | undefined}
 */
export const onPath = (program) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path))
