import type { Logger } from '../logger.ts'
import { createInProcessSignals } from './signals.in-process.ts'
import type { Signals } from './signals.ts'

export interface OpenSignalsOptions {
  /** `LOG_URL`: signals travel where the log does. */
  url: string
  node: string
  logger: Logger
  onError: (error: unknown) => void
}

/** The one place that knows which URL means which signals. @throws {StartError} */
export async function openSignals({ url, node, logger, onError }: OpenSignalsOptions): Promise<Signals> {
  if (url.startsWith('sqlite:')) return createInProcessSignals({ onError })
  // Embedded mode does without kafkajs, which takes its time and memory to load.
  const { joinKafkaSignals } = await import('./signals.kafka.ts')
  return joinKafkaSignals({ url, node, logger, onError })
}
