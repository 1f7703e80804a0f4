/**
 * The event log of cluster mode: one topic an epoch, a room's records in one partition of it. A record's place is its offset plus
 * one, so that 0 is before everything, as in every log.
 * @module
 */
import { type LogRecord, type NewRecord, type Position, roomKeyText, toPosition } from '@damso/schema/model'
import { Partitioners } from 'kafkajs'
import type { FetchedMessage } from 'kafkajs/src/cluster/index.js'
import type { KafkaClient } from '../kafka/kafka-client.ts'
import { followTopic, type TopicFollower } from '../kafka/topic-follower.ts'
import { createTopicReader, type End } from '../kafka/topic-reader.ts'
import { trimTopic } from '../kafka/topics.ts'
import type { Logger } from '../logger.ts'
import { type EventLog, type LogStart, NotInLog } from './event-log.ts'
import { createKafkaAppender } from './kafka-appender.ts'
import { logTopicOf } from './log-topic.ts'

export interface KafkaEventLogOptions {
  client: KafkaClient
  epoch: number
  /** As the epoch was opened with. */
  partitions: number
  logger: Logger
  /** A follower that threw: the process should say it and end. */
  onFatal: (error: Error) => void
}

export async function openKafkaEventLog(options: KafkaEventLogOptions): Promise<EventLog> {
  const { client, epoch, partitions, logger, onFatal } = options
  const topic = logTopicOf(client.address, epoch)
  const reader = createTopicReader(client, topic, partitions)
  await reader.ready()
  const appender = await createKafkaAppender({ client, topic, partitions })
  const followers = new Set<TopicFollower>()
  const partitionOf = createPartitionOf(partitions)

  const positionOf = (offset: number): Position => toPosition(epoch, offset + 1)
  /** The place after which nothing was written yet, in an epoch without records. */
  const endOf = ({ partition, next }: End) => ({ partition, position: next === 0 ? 0 : positionOf(next - 1) })
  /** The offset after a place; places of earlier epochs are before everything here. */
  const nextAfter = (position: Position): number => Math.max(0, position - toPosition(epoch, 0))
  /** What somebody else wrote into the topic is no record of ours, today and for ever: it keeps its place and is passed over. */
  const parse = (partition: number, { offset, value }: FetchedMessage): LogRecord | undefined => {
    try {
      return { ...(JSON.parse(value?.toString() ?? '') as LogRecord), position: positionOf(Number(offset)) }
    } catch {
      logger.error({ topic, partition, offset }, 'event log: this is no record, passing over it')
      return undefined
    }
  }
  const recordsOf = (partition: number, messages: readonly FetchedMessage[]): LogRecord[] =>
    messages.flatMap((message) => parse(partition, message) ?? [])

  async function startOffsets(from: LogStart): Promise<Map<number, number>> {
    const places = typeof from === 'string' ? undefined : new Map(from.map((at) => [at.partition, at.position]))
    return new Map(
      (await reader.edges()).map(({ partition, first, next }) => {
        if (from === 'end') return [partition, next]
        const wanted = nextAfter(places?.get(partition) ?? 0)
        if (places === undefined) return [partition, first]
        if (wanted < first)
          throw new NotInLog(`partition ${partition}: offset ${wanted} was trimmed, the log begins with ${first}`)
        if (wanted > next)
          throw new NotInLog(`partition ${partition}: offset ${wanted} is beyond the end of the log, ${next}`)
        return [partition, wanted]
      }),
    )
  }

  return {
    epoch,
    partitions,
    partitionOf,

    async append(records: readonly NewRecord[]) {
      const parts = new Map<number, { at: number; key: string; value: string }[]>()
      for (const [at, record] of records.entries()) {
        const partition = partitionOf(record)
        const message = { at, key: roomKeyText(record), value: JSON.stringify(record) }
        const part = parts.get(partition)
        if (part) part.push(message)
        else parts.set(partition, [message])
      }
      const positions: Position[] = []
      await Promise.all(
        [...parts].map(async ([partition, messages]) => {
          const offsets = await appender.append(partition, messages)
          for (const [of, { at }] of messages.entries()) positions[at] = positionOf(offsets[of] as number)
        }),
      )
      return positions
    },

    async follow(from, on, onLost = onFatal) {
      const follower = followTopic({
        ...{ client, topic, onFatal, onLost },
        from: await startOffsets(from),
        on: (partition, messages) => on({ partition, records: recordsOf(partition, messages) }),
        onAway: (error) => logger.warn({ err: error, topic }, 'event log: cannot be read, trying again'),
      })
      followers.add(follower)
      return {
        position: (partition) => {
          const next = follower.next(partition)
          return next === 0 ? 0 : positionOf(next - 1)
        },
        async stop() {
          followers.delete(follower)
          await follower.stop()
        },
      }
    },

    end: async () => (await reader.ends()).map(endOf),

    async read({ partition, position }) {
      const message = await reader.read(partition, nextAfter(position) - 1)
      return message && parse(partition, message)
    },

    async trim({ partition, position }) {
      // Kafka keeps the record at an offset.
      await trimTopic(client, topic, partition, Math.max(0, nextAfter(position) - 1))
    },

    async stop() {
      await Promise.all([...followers].map((follower) => follower.stop()))
      await appender.stop()
      await reader.stop()
    },
  }
}

/** As the Java client places a key: murmur2. */
function createPartitionOf(partitions: number): EventLog['partitionOf'] {
  const partition = Partitioners.DefaultPartitioner()
  const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
    ...{ partitionId, partitionErrorCode: 0, leader: 0, replicas: [], isr: [] },
  }))
  return (key) => partition({ topic: '', partitionMetadata, message: { key: roomKeyText(key), value: null } })
}
