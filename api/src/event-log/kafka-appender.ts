import type { RecordMetadata } from 'kafkajs'
import { createGroupCommit } from '../database/group-commit.ts'
import { within } from '../kafka/deadline.ts'
import type { KafkaClient } from '../kafka/kafka-client.ts'
import { UnknownOutcome } from './event-log.ts'

export interface KeyedMessage {
  key: string
  value: string
}

export interface KafkaAppender {
  /**
   * @returns offsets, in the order of the messages
   * @throws {UnknownOutcome}
   */
  append(partition: number, messages: readonly KeyedMessage[]): Promise<number[]>
  stop(): Promise<void>
}

/** Brokers take 1 MB in one batch, by default. */
const BATCH_BYTES = 800_000
/** A partition's, under way and waiting. */
const WAITING_BYTES = 16 * 1024 * 1024
/** An answer that is later than this is unknown; nothing that old is sent again (design §5). */
const DEADLINE_MILLISECONDS = 15_000
const ACK_MILLISECONDS = 10_000
const ALL_IN_SYNC = -1

/** Errors that the broker gives before it appends: what it says of the record itself. Every other one may follow an append. */
const refusals = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_TIMESTAMP', 'INVALID_RECORD'])

/** One request of each partition at a time: what is asked for meanwhile goes together in the next one. */
export async function createKafkaAppender({
  client,
  topic,
  partitions,
}: {
  client: KafkaClient
  topic: string
  partitions: number
}): Promise<KafkaAppender> {
  const producer = client.producer()
  await within(DEADLINE_MILLISECONDS, 'connecting to Kafka', producer.connect())

  async function send(partition: number, messages: readonly KeyedMessage[]): Promise<number[]> {
    let answer: RecordMetadata | undefined
    try {
      const sent = producer.send({
        ...{ topic, acks: ALL_IN_SYNC, timeout: ACK_MILLISECONDS },
        messages: messages.map((message) => ({ ...message, partition })),
      })
      answer = (await within(DEADLINE_MILLISECONDS, `appending to ${topic}`, sent))[0]
    } catch (error) {
      const { type, message } = (error instanceof Error && error.cause ? error.cause : error) as {
        type?: string
      } & Error
      if (type !== undefined && refusals.has(type)) throw error
      throw new UnknownOutcome(`the event log did not answer: ${message}`, { cause: error })
    }
    const base = Number(answer?.baseOffset)
    if (answer?.partition !== partition || !Number.isSafeInteger(base) || base < 0)
      throw new UnknownOutcome('the event log did not say where the records stand')
    return messages.map((_, at) => base + at)
  }

  const appends = Array.from({ length: partitions }, (_, partition) =>
    createGroupCommit<KeyedMessage, number>({
      commit: (messages) => send(partition, messages),
      groupItems: BATCH_BYTES,
      waitingItems: WAITING_BYTES,
      weigh: sizeOf,
    }),
  )

  return {
    async append(partition, messages) {
      const group = appends[partition]
      if (!group) throw new RangeError(`no partition ${partition}`)
      // A call is never split, so one that is larger than a batch comes in several, which follow each other.
      const offsets = await Promise.all(inBatches(messages).map((batch) => group.add(batch)))
      return offsets.flat()
    },
    async stop() {
      await Promise.all(appends.map((group) => group.idle()))
      await producer.disconnect()
    },
  }
}

function inBatches(messages: readonly KeyedMessage[]): KeyedMessage[][] {
  const batches: KeyedMessage[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const message of messages) {
    const size = sizeOf(message)
    if (bytes + size > BATCH_BYTES) {
      batches.push([])
      bytes = 0
    }
    batches.at(-1)?.push(message)
    bytes += size
  }
  return batches
}

/** Octets of a record, with what is around it, about. */
const sizeOf = ({ key, value }: KeyedMessage): number => Buffer.byteLength(value) + Buffer.byteLength(key) + 100
