// `npm run services -- up | down | status`: the stores of a cluster, for tests and for trying. Progress is on stderr; what
// `up` prints on stdout is for a shell: eval "$(npm run -s services -- up --detach)".
import { parseArgs } from 'node:util'
import { stopWithNpm } from '../stop-with-npm.mjs'
import { leaveRunning } from './at-exit.mjs'
import { services, stores } from './services.mjs'
import { settingsFrom } from './settings.mjs'
import { isRunning, startServices, stopServices } from './start-services.mjs'
import { readState, writeState } from './state.mjs'

const usage = `Usage: npm run services -- up [--detach] [--data FOLDER] [NAME …]
       npm run services -- status
       npm run services -- down

up      finds or starts ${stores.join(', ')}, or those named (also ${Object.keys(services).filter((name) => !stores.includes(name))}), prints
        their addresses as lines for a shell, and stops them at Ctrl-C; --detach leaves them running;
        --data keeps their data in a folder
status  says what \`up --detach\` left running
down    stops it

A service is the one whose URL is in the environment (${services.mysql.variable}, …); else a container
where Docker answers; else a process of this machine, from Debian's packages, PyPI and Maven.`

const commands = { up, down, status }

try {
  const { values, positionals } = parseArgs({
    options: { detach: { type: 'boolean' }, data: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
  })
  const [command, ...names] = positionals
  const unknown = names.find((name) => !Object.hasOwn(services, name))
  if (unknown) throw new Error(`There is no service "${unknown}"; there are ${Object.keys(services).join(', ')}.`)
  if (values.help) console.log(usage)
  else if (command && Object.hasOwn(commands, command)) await commands[command](names, values)
  else throw new Error(usage)
} catch (error) {
  console.error(error.message)
  process.exitCode = 2
}

async function up(names, { detach = false, data }) {
  stopWithNpm()
  const before = Object.fromEntries(Object.entries(readState()).filter(([, service]) => isRunning(service)))
  const wanted = names.length > 0 ? names : stores
  const { started, missing, stop, ...found } = await startServices(
    wanted.filter((name) => !(name in before)),
    { data },
  )
  for (const [name, reason] of Object.entries(missing)) console.error(`${name}: not started: ${reason}`)
  const kept = wanted.filter((name) => name in before)
  for (const name of kept) console.error(`${name}: runs already, ${before[name].version} at ${before[name].url}`)
  const env = { ...found.env, ...Object.fromEntries(kept.map((name) => [services[name].variable, before[name].url])) }
  if (Object.keys(missing).length > 0 && (process.env.CI || Object.keys(env).length === 0)) {
    await stop()
    process.exitCode = 1
    return
  }
  if (detach) {
    writeState({ ...before, ...started })
    leaveRunning()
  }
  for (const [name, value] of Object.entries({ ...env, ...settingsFrom(env) }))
    console.log(`export ${name}='${value.replaceAll("'", "'\\''")}'`)
  if (!detach) await untilSignal(stop)
}

async function down() {
  const state = readState()
  await stopServices(Object.values(state))
  for (const name of Object.keys(state)) console.error(`${name}: stopped`)
  writeState({})
}

function status() {
  const state = readState()
  for (const [name, { variable }] of Object.entries(services)) {
    const service = state[name]
    if (process.env[variable]) console.log(`${name}: as ${variable} says`)
    else if (!service) console.log(`${name}: not started`)
    else console.log(`${name}: ${service.version} at ${service.url}, ${isRunning(service) ? 'running' : 'not running'}`)
  }
}

async function untilSignal(stop) {
  const waiting = setInterval(() => {}, 60_000)
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, resolve)
  })
  clearInterval(waiting)
  console.error('Stopping …')
  await stop()
}
