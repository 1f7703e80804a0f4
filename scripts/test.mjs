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
  if (!(await prepare())) return fail('install and build')
  await installPrograms()
  return true
}

async function testAll() {
  for (const [name, program] of Object.entries(checks)) if ((await run(program)) !== 0) fail(name)
  return vitest(process.argv.slice(2))
}

function fail(step) {
  failures.push(step)
  return false
}
