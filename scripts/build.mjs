import { run } from './run.mjs'

/**
 * Builds every package; turbo skips those whose inputs have not changed.
 * @returns {Promise<boolean>} false: the compiler's messages stand above
 */
export async function build() {
  const code = await run(
    ['node_modules/turbo/bin/turbo', 'run', 'build', '--output-logs=errors-only', '--no-update-notifier'],
    {
      TURBO_TELEMETRY_DISABLED: '1',
      TURBO_NO_UPDATE_NOTIFIER: '1',
    },
  )
  return code === 0
}
