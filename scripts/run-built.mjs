// `node scripts/run-built.mjs PACKAGE FILE [arguments]`: prepares the package, then is the built program: same process, so
// that arguments, stdin, signals and exit status are its own. Preparing speaks on stderr: stdout is the program's alone.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { prepare } from './prepare.mjs'
import { root } from './root.mjs'
import { stopWithNpm } from './stop-with-npm.mjs'

const [name, file, ...args] = process.argv.slice(2)
const program = join(root, file)

stopWithNpm()
if (await prepare(name)) {
  process.argv = [process.execPath, program, ...args]
  await import(pathToFileURL(program).href)
} else {
  process.exitCode = 1
}
