import { run } from './run.mjs'

/**
 * Builds what changed, as turbo finds it.
 * @param {string} [only] one package and what it stands on; all of them if left out
 * @returns {Promise<boolean>} false: the compiler's messages stand above
 */
export async function build(only) {
  console.error('Building …')
  const filter = only ? [`--filter=${only}`] : []
  const code = await run(
    ['node_modules/turbo/bin/turbo', 'run', 'build', '--output-logs=errors-only', '--no-update-notifier', ...filter],
    { env: { TURBO_TELEMETRY_DISABLED: '1' }, quiet: true },
  )
  return code === 0
}
