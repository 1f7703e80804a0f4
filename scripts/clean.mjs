// Removes the named folders of the current package, so that a build never keeps what its source lost.
import { rmSync } from 'node:fs'

for (const folder of process.argv.slice(2)) rmSync(folder, { recursive: true, force: true })
