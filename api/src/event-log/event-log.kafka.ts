/**
 * The event log of cluster mode: one topic an epoch, a room's records in one partition of it. A record's place is its offset plus
 * one, so that 0 is before everything, as in every log.
 * @module
 */
import { type LogRecord, type NewRecord, type Position, roomKeyText, toPosition } from '@damso/schema/model'
import { Partitioners } from 'kafkajs'
import type { FetchedMessage } from 'kafkajs/src/cluster/index.js'
import { within } from '../kafka/deadline.ts'
import type { KafkaClient } from '../kafka/kafka-client.ts'
import { followTopic, TopicCut, type TopicFollower } from '../kafka/topic-follower.ts'
import { createTopicReader, type End } from '../kafka/topic-reader.ts'
import { trimTopic } from '../kafka/topics.ts'
import type { Logger } from '../logger.ts'
import { createLruMap } from '../lru-map.ts'
import { type EventLog, LogCut, type LogStart, NotInLog, type PlacedEvent, UnknownOutcome } from './event-log.ts'
import { createKafkaAppender, type KeyedMessage } from './kafka-appender.ts'
import { logTopicOf } from './log-topic.ts'
import { readEventId, readRecord } from './read-record.ts'

export interface KafkaEventLogOptions {
  client: KafkaClient
  epoch: number
  /** As the epoch was opened with. */
  partitions: number
  logger: Logger
  /** A follower that threw: the process should say it and end. */
  onFatal: (error: Error) => void
}

/** A broker that was away is followed again within this; whoever appended meanwhile waits so long for it. */
const PROOF_MILLISECONDS = 5_000

export async function openKafkaEventLog(options: KafkaEventLogOptions): Promise<EventLog> {
  const { client, epoch, partitions, logger, onFatal } = options
  const topic = logTopicOf(client.address, epoch)
  const reader = createTopicReader(client, topic, partitions)
  await reader.ready()
  const appender = await createKafkaAppender({ client, topic, partitions })
  const followers = new Set<TopicFollower>()
  const partitionOf = createPartitionOf(partitions)
  /** Why nothing may be appended: a follower lost its place, and none has found one since. */
  let lost: Error | undefined

  const positionOf = (offset: number): Position => toPosition(epoch, offset + 1)
  /** The place after which nothing was written yet, in an epoch without records. */
  const endOf = ({ partition, next }: End) => ({ partition, position: next === 0 ? 0 : positionOf(next - 1) })
  /** The offset after a place; places of earlier epochs are before everything here. */
  const nextAfter = (position: Position): number => Math.max(0, position - toPosition(epoch, 0))
  /** What somebody else wrote into the topic keeps its place and is passed over (ADR 0012). */
  const parse = (partition: number, { offset, value }: FetchedMessage): LogRecord | undefined => {
    const read = readRecord(value?.toString() ?? '', positionOf(Number(offset)))
    if (!read) logger.error({ topic, partition, offset }, 'event log: this is no record, passing over it')
    else if (!read.readable)
      logger.error({ topic, partition, offset }, 'event log: what this record says cannot be read, keeping its place')
    return read?.record
  }
  const recordsOf = (partition: number, messages: readonly FetchedMessage[]): LogRecord[] =>
    messages.flatMap((message) => parse(partition, message) ?? [])

  /**
   * Appends where this process knows the log to go on from what it saw: a broker that came back without its newest records gives their
   * places out again, and is often appended to before anybody has read from it.
   */
  async function appendTo(partition: number, messages: readonly KeyedMessage[]): Promise<number[]> {
    if (lost) throw new UnknownOutcome(lost.message)
    const watching = [...followers]
    const seen = Math.max(0, ...watching.map((follower) => follower.next(partition)))
    const offsets = await appender.append(partition, messages)
    try {
      const proofs = Promise.all(watching.map((follower) => follower.proved()))
      await within(PROOF_MILLISECONDS, `finding the last record of ${topic} again`, proofs)
    } catch (error) {
      throw new UnknownOutcome(`${topic} may have been cut: ${(error as Error).message}`, { cause: error })
    }
    if ((offsets[0] ?? seen) < seen)
      throw new UnknownOutcome(`${topic} was cut: it gave offset ${offsets[0]} out again`)
    return offsets
  }

  /** Why a follower lost its place: a topic that ends before it was cut, one that begins after it was trimmed. */
  async function reasonOf(error: Error, follower: TopicFollower): Promise<Error> {
    if (error instanceof TopicCut) return new LogCut(error.message, { cause: error })
    const edges = await reader.edges().catch(() => [])
    const cut = edges.find(({ partition, next }) => next < follower.next(partition))
    if (!cut) return error
    const { partition, next } = cut
    const why = `${topic} was cut: partition ${partition} ends before offset ${next}, and there were records up to ${follower.next(partition) - 1}`
    return new LogCut(why, { cause: error })
  }

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
          const offsets = await appendTo(partition, messages)
          for (const [of, { at }] of messages.entries()) positions[at] = positionOf(offsets[of] as number)
        }),
      )
      return positions
    },

    async follow(from, on, onLost = onFatal) {
      const follower = followTopic({
        ...{ client, topic, onFatal },
        from: await startOffsets(from),
        onLost(error) {
          lost = error
          reasonOf(error, follower).then(onLost, onFatal)
        },
        on: (partition, messages) => on({ partition, records: recordsOf(partition, messages) }),
        onAway: (error) => logger.warn({ err: error, topic }, 'event log: cannot be read, trying again'),
      })
      lost = undefined
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

    async *events({ partition, position }, upTo) {
      const to = nextAfter(upTo)
      const [{ first, next } = { first: 0, next: 0 }] = await reader.edges([partition])
      if (to > next) throw new NotInLog(`partition ${partition}: offset ${to} is beyond the end of the log, ${next}`)
      for await (const messages of reader.between(partition, Math.max(first, nextAfter(position)), to))
        yield messages.flatMap(({ offset, value }): PlacedEvent | [] => {
          const eventId = value ? readEventId(value) : undefined
          return eventId === undefined ? [] : { eventId, position: positionOf(Number(offset)) }
        })
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

/** Rooms whose partition is remembered: to place a key takes kafkajs 8 µs. */
const PLACED_ROOMS = 10_000

/** As the Java client places a key: murmur2. */
function createPartitionOf(partitions: number): EventLog['partitionOf'] {
  const partition = Partitioners.DefaultPartitioner()
  const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
    ...{ partitionId, partitionErrorCode: 0, leader: 0, replicas: [], isr: [] },
  }))
  const placed = createLruMap<string, number>(PLACED_ROOMS)
  return (room) => {
    const key = roomKeyText(room)
    const known = placed.get(key)
    if (known !== undefined) return known
    const found = partition({ topic: '', partitionMetadata, message: { key, value: null } })
    placed.set(key, found)
    return found
  }
}
