import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './run.mjs'

/**
 * One run of every project in vitest.config.mjs; what fails is printed as it fails.
 * @param {string[]} args for vitest: `--project node`, a part of a file's name, …
 * @param {Record<string, string>} env of the tests, added to ours
 * @returns {Promise<{passed: number, failed: number, skipped: number}>}
 */
export async function vitest(args, env) {
  const folder = mkdtempSync(join(tmpdir(), 'damso-test-'))
  const outputFile = join(folder, 'results.json')
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`]
    const code = await run(['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args], { env })
    return count(readResults(outputFile), code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] }
  }
}

function count(results, code) {
  // A file that does not load has no tests to fail: it counts as one.
  const broken = results.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = results.numFailedTests + broken
  return {
    passed: results.numPassedTests,
    // An error outside of any test, or no test at all, fails the run too.
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: results.numPendingTests + results.numTodoTests,
  }
}
