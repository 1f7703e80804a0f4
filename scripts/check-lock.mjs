// package-lock.json must install everywhere: no address of one registry, and no platform's binary left out (npm drops
// those that it cannot find, silently, and the lockfile is then broken for the other platforms).
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
const faults = Object.entries(packages).flatMap(([path, entry]) => [
  ...(entry.resolved && !entry.link ? [`${path}: names an address, ${entry.resolved}`] : []),
  ...Object.keys(entry.optionalDependencies ?? {})
    .filter((name) => !isLocked(path, name))
    .map((name) => `${path}: its optional ${name} has no entry`),
])

for (const fault of faults) console.error(`package-lock.json: ${fault}`)
if (faults.length > 0) process.exitCode = 1

/** As Node looks it up: beside the package's own dependencies, then in each folder above. */
function isLocked(path, name) {
  const folders = path.split('/node_modules/')
  return [path, ...folders.map((_, end) => folders.slice(0, end).join('/node_modules/'))]
    .map((folder) => (folder ? `${folder}/node_modules/${name}` : `node_modules/${name}`))
    .some((candidate) => candidate in packages)
}
