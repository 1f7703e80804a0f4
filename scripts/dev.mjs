// `npm run dev`: builds once, then compiles what you save and restarts the server with it. The demo is `npm start`.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { prepare } from './prepare.mjs'
import { root } from './root.mjs'
import { stopWithNpm } from './stop-with-npm.mjs'

const compile = (name) => ['node_modules/typescript/bin/tsc', '-p', name, '--watch', '--preserveWatchOutput']

// A server reads the widget's files when it starts, so a new bundle touches what `--watch` looks at.
const restart = `node -e "const now = new Date(); require('fs').utimesSync('../api/dist/main.js', now, now)"`

const programs = [
  { args: compile('schema') },
  { args: compile('api') },
  { args: compile('widget') },
  {
    args: ['../node_modules/rollup/dist/bin/rollup', '-c', '-w', '--silent', '--watch.onEnd', restart],
    folder: 'widget',
  },
  { args: ['--watch', '--watch-preserve-output', 'api/dist/main.js', 'start'] },
]

stopWithNpm()
if (await prepare('@damso/api')) {
  const env = { NODE_ENV: 'development', ...process.env }
  // Each leads a process group: TypeScript's command is a wrapper that would leave its compiler behind.
  const children = programs.map(({ args, folder = '.' }) =>
    spawn(process.execPath, args, { cwd: join(root, folder), env, stdio: 'inherit', detached: true }),
  )
  const stop = () => {
    for (const { pid } of children) endGroup(pid)
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop)
  // One that ends takes the others with it: half of them would look like all.
  for (const child of children) child.once('exit', stop)
} else {
  process.exitCode = 1
}

function endGroup(leader) {
  try {
    process.kill(-leader, 'SIGTERM')
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}
