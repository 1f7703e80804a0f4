import type { Epochs } from '../event-log/epochs.ts'
import { LogCut } from '../event-log/event-log.ts'
import type { Logger } from '../logger.ts'
import type { Tail } from '../messages/tail.ts'
import { LogMismatch } from './verify.ts'

export interface Fence {
  /** The log does not go on, here; where it is not the one that was archived or that anybody saw, sends stop on all nodes. */
  lost(error: Error): void
  /** Obeys what any node has found. Returns how to stop. */
  watch(tail: Tail): Promise<() => void>
}

const POLL_MILLISECONDS = 1_000

/** A log that was cut or made anew takes no more sends, on any node, until an operator has decided (design §6). */
export function createFence({ epochs, epoch, logger }: { epochs: Epochs; epoch: number; logger: Logger }): Fence {
  let obeyed: string | undefined

  async function obey(tail: Tail): Promise<void> {
    const current = await epochs.current()
    const why =
      current !== undefined && current.epoch > epoch
        ? `epoch ${current.epoch} was opened: restart this node`
        : (current?.fenced ?? undefined)
    if (why === obeyed) return
    if (why === undefined) logger.info('event log: sends are taken again')
    else logger.error({ why }, 'event log: sends are refused')
    obeyed = why
    tail.fence(why)
  }

  return {
    lost(error) {
      logger.error({ err: error }, 'event log: it does not go on where it stood')
      if (!(error instanceof LogMismatch || error instanceof LogCut)) return
      epochs
        .fence(epoch, error.message, error instanceof LogCut)
        .catch((failure) => logger.error({ err: failure }, 'event log: sends could not be stopped on other nodes'))
    },
    async watch(tail) {
      // Whoever starts has read back every partition's last archived record: a log that did not hold one does again. One that
      // was cut goes on giving out places that somebody has seen: that fence ends with the epoch.
      await epochs.liftFence(epoch)
      await obey(tail)
      const timer = setInterval(() => {
        obey(tail).catch((error) =>
          logger.warn({ err: error }, 'event log: cannot ask whether it is fenced, trying again'),
        )
      }, POLL_MILLISECONDS)
      return () => clearInterval(timer.unref())
    },
  }
}
