/**
 * Preloaded into every thread of a Node server (`--expose-gc --import`): SIGUSR2 collects garbage, so that resident memory is what
 * is held and not what was left lying. The Go peer answers the same signal in the same way.
 * @module
 */
import { BroadcastChannel, isMainThread } from 'node:worker_threads'

/** So long the other threads have for theirs. */
const THREADS_MILLISECONDS = 500

const channel = new BroadcastChannel('bench-collect')
channel.unref()
channel.onmessage = collect

if (isMainThread) {
  process.on('SIGUSR2', () => {
    channel.postMessage('')
    collect()
    setTimeout(() => process.stdout.write('collected\n'), THREADS_MILLISECONDS)
  })
}

function collect(): void {
  // The second collection takes what finalizers of the first let go.
  globalThis.gc?.()
  globalThis.gc?.()
}
