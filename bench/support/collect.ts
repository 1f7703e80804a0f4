/**
 * Preloaded into Node servers (`--expose-gc --import`): SIGUSR2 collects garbage, so that resident memory is what is held and
 * not what was left lying. The Go peer answers the same signal in the same way.
 * @module
 */
import { isMainThread } from 'node:worker_threads'

if (isMainThread) {
  process.on('SIGUSR2', () => {
    // The second collection takes what finalizers of the first let go.
    globalThis.gc?.()
    globalThis.gc?.()
    process.stdout.write('collected\n')
  })
}
