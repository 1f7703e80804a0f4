// `npm test`: installs what it needs, builds, checks, lints, starts real services, then runs every test once. Arguments go
// to vitest: `npm test -- --project node codec`. The last line is always `N passed, N failed, N skipped`.
import { installPrograms } from './debian.mjs'
import { prepare } from './prepare.mjs'
import { run } from './run.mjs'
import { services } from './services/services.mjs'
import { startServices } from './services/start-services.mjs'
import { stopWithNpm } from './stop-with-npm.mjs'
import { vitest } from './vitest.mjs'

stopWithNpm()

const checks = {
  'npm run check (package-lock.json)': ['scripts/check-lock.mjs'],
  'npm run check (unused code, knip)': ['node_modules/knip/bin/knip.js'],
  'npm run lint': ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
}

const failures = []
const counts = (await ready()) ? await testAll() : { passed: 0, failed: 0, skipped: 0 }

for (const failure of failures) console.error(`Failed: ${failure}`)
const failed = counts.failed + failures.length
console.log(`${counts.passed} passed, ${failed} failed, ${counts.skipped} skipped`)
process.exitCode = failed === 0 ? 0 : 1

async function ready() {
  return (await prepare()) || fail('install and build')
}

async function testAll() {
  const missing = await installPrograms()
  for (const [name, program] of Object.entries(checks)) if ((await run(program)) !== 0) fail(name)
  const args = process.argv.slice(2)
  const projects = projectsOf(args)
  const { env, stop } = await serve(projects)
  try {
    if (!missing.includes('chromium') || projects.length > 0) return await vitest(args, env)
    // A browser that does not start would take every other project's tests with it.
    fail('the tests in a browser: there is no Chromium')
    return await vitest(['--project=!browser', ...args], env)
  } finally {
    await stop()
  }
}

/** Elements in a browser alone need no store. */
async function serve(projects) {
  const alone = projects.length > 0 && projects.every((project) => project === 'browser')
  const running = await startServices(alone ? [] : Object.keys(services))
  for (const [name, reason] of Object.entries(running.missing)) {
    if (process.env.CI) fail(`no ${name}: ${reason}`)
    else console.error(`Tests that need ${name} are skipped: ${reason}`)
  }
  return running
}

function projectsOf(args) {
  return args.flatMap((arg, at) => {
    if (arg === '--project') return args.slice(at + 1, at + 2)
    return arg.startsWith('--project=') ? [arg.slice('--project='.length)] : []
  })
}

function fail(step) {
  failures.push(step)
  return false
}
