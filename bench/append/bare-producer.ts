import { type NewRecord, roomKeyText } from '@damso/schema/model'
import type { Kafka } from 'kafkajs'
import type { Append } from './rates.ts'

const ALL_IN_SYNC = -1
const ACK_MILLISECONDS = 10_000

interface Waiting {
  record: NewRecord
  resolve(): void
  reject(error: unknown): void
}

/**
 * The peer: kafkajs and the least that batches as ours does: one request at a time, with all that came meanwhile, or in the same
 * turn, up to so many.
 */
export async function openBareProducer(
  client: Kafka,
  { topic, partition, batch }: { topic: string; partition: number; batch: number },
): Promise<{ append: Append; stop(): Promise<void> }> {
  const producer = client.producer({ allowAutoTopicCreation: false, retry: { retries: 0 } })
  await producer.connect()
  let waiting: Waiting[] = []
  let sending = false

  async function send(): Promise<void> {
    for (sending = true; waiting.length > 0; ) {
      const calls = waiting.slice(0, batch)
      waiting = waiting.slice(batch)
      const messages = calls.map(({ record }) => ({
        ...{ key: roomKeyText(record), value: JSON.stringify(record), partition },
      }))
      try {
        await producer.send({ topic, acks: ALL_IN_SYNC, timeout: ACK_MILLISECONDS, messages })
        for (const { resolve } of calls) resolve()
      } catch (error) {
        for (const { reject } of calls) reject(error)
      }
    }
    sending = false
  }

  return {
    append: (record) =>
      new Promise<void>((resolve, reject) => {
        if (waiting.push({ record, resolve, reject }) === 1 && !sending) setImmediate(send)
      }),
    stop: () => producer.disconnect(),
  }
}
