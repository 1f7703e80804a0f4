import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'

// Tests are compiled with the source and run from dist: what is tested is what ships, workers included.
const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

// Node itself loads everything but the tests, and these get the same `graphql`: of its two builds, vite would take the other.
const asShipped = [/\/dist\/(?!.*\.test\.js$)/]
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] }

const browserDependencies = [
  'lit',
  'lit/decorators.js',
  'lit/directives/guard.js',
  'lit/directives/keyed.js',
  'lit/directives/repeat.js',
  'tslib',
  'valibot',
  '@stomp/stompjs',
  'axe-core',
]

/** Tests that start servers and browsers: mostly they wait, so two files share the machine, whatever their project. */
const endToEnd = {
  server: { deps: { external: asShipped } },
  testTimeout: 300_000,
  hookTimeout: 120_000,
  maxWorkers: 2,
  maxConcurrency: 2,
  sequence: { groupOrder: 1 },
}

/** Faults of which no recovery is timed, so they share the machine: what an operator ends, and bugs that are to be found. */
const untimed = { operator: 'tests/dist/faults/log-cut.test.js', bugs: 'tests/dist/faults/planted-bugs.test.js' }

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: {
          name: 'node',
          server: { deps: { external: asShipped } },
          include: ['{schema,api,widget,demo}/dist/**/*.test.js'],
          exclude: ['**/*.{contract,browser}.test.js', '**/node_modules/**'],
          testTimeout: 60_000,
        },
      },
      {
        resolve,
        test: {
          name: 'contract',
          server: { deps: { external: asShipped } },
          include: ['api/dist/**/*.contract.test.js'],
          testTimeout: 60_000,
        },
      },
      {
        // Found one by one they would reload the page in the middle of a test.
        optimizeDeps: { include: browserDependencies },
        test: {
          name: 'browser',
          include: ['widget/dist/**/*.browser.test.js'],
          testTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: chromiumArguments },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        resolve,
        test: {
          ...endToEnd,
          name: 'e2e',
          include: ['tests/dist/{e2e,live,conformance,attacks}/**/*.test.js', untimed.bugs],
        },
      },
      {
        // The same, on real MySQL, MongoDB and Kafka, with several nodes where a test has more than one reader.
        resolve,
        test: {
          ...endToEnd,
          name: 'cluster',
          env: { DAMSO_TEST_MODE: 'cluster' },
          include: ['tests/dist/{e2e,live,attacks,cluster}/**/*.test.js', untimed.operator],
          // The page, its frames and the command line: no store behind them makes a difference.
          exclude: [
            'tests/dist/e2e/{accessibility,bad-answers,bad-input,check-page,demo,dialogs,embed,fault-card,hangul,hostile-css,isolation,keyboard}.test.js',
            'tests/dist/e2e/{leaks,navigation,page-faults,phone,react,strict-page,tabs,theming}.test.js',
            'tests/dist/attacks/{arguments,frames,texts}.test.js',
          ],
        },
      },
      {
        // What they measure is how soon things are well again: nothing runs beside them but what they say may.
        resolve,
        test: {
          ...endToEnd,
          name: 'faults',
          include: ['tests/dist/faults/**/*.test.js'],
          exclude: Object.values(untimed),
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
