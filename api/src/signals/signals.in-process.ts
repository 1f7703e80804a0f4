import type { Signals } from './signals.ts'

export interface InProcessSignalsOptions {
  /** A follower that threw; the others are still called. */
  onError: (error: unknown) => void
}

/** For a single process: who follows is called in the turn after the publishing, in the order of publishing. */
export function createInProcessSignals({ onError }: InProcessSignalsOptions): Signals {
  type Follow = Parameters<Signals['follow']>[0]
  const followers = new Set<Follow>()

  return {
    publish(room, signal) {
      // Not inside the caller's stack: across processes it is not either, and who publishes must not wait for who follows.
      queueMicrotask(() => {
        for (const follow of followers) {
          try {
            follow(room, signal)
          } catch (error) {
            onError(error)
          }
        }
      })
    },
    async follow(on) {
      // A function of its own, so that following twice with the same one is two followers.
      const follow: Follow = (room, signal) => on(room, signal)
      followers.add(follow)
      return {
        async stop() {
          followers.delete(follow)
        },
      }
    },
    async stop() {
      followers.clear()
    },
  }
}
