// `npm test`: installs what it needs, builds, checks, lints, then runs every test once. Arguments go to vitest:
// `npm test -- --project node codec`. The last line is always `N passed, N failed, N skipped`.
import { installPrograms } from './debian.mjs'
import { prepare } from './prepare.mjs'
import { run } from './run.mjs'
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
  if (!missing.includes('chromium') || args.some((arg) => arg.startsWith('--project'))) return vitest(args)
  // A browser that does not start would take every other project's tests with it.
  fail('the tests in a browser: there is no Chromium')
  return vitest(['--project=!browser', ...args])
}

function fail(step) {
  failures.push(step)
  return false
}
