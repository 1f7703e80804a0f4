/**
 * Signals between nodes: a topic that forgets after a minute, followed from its end. What is lost here may be.
 * @module
 */
import { type RoomKey, roomKeyText, type Signal } from '@damso/schema/model'
import type { Message } from 'kafkajs'
import type { FetchedMessage } from 'kafkajs/src/cluster/index.js'
import { within } from '../kafka/deadline.ts'
import { createKafkaClient, type KafkaClient } from '../kafka/kafka-client.ts'
import { type KafkaAddress, parseKafkaUrl } from '../kafka/kafka-url.ts'
import { followTopic, type TopicFollower } from '../kafka/topic-follower.ts'
import { createTopicReader } from '../kafka/topic-reader.ts'
import { makeTopic, type TopicWish } from '../kafka/topics.ts'
import type { Logger } from '../logger.ts'
import type { OpenSignalsOptions } from './open.ts'
import { createInProcessSignals } from './signals.in-process.ts'
import type { Signals } from './signals.ts'

export interface KafkaSignalsOptions {
  client: KafkaClient
  logger: Logger
  /** A follower that threw; the others are still called. */
  onError: (error: unknown) => void
}

const MOST_PARTITIONS = 12
/** Gathered for so long into one request; people do not see it. */
const GATHER_MILLISECONDS = 5
/** What waits for a broker that is away; past it the oldest are lost. */
const WAITING = 10_000
const BATCH = 1_000
const DEADLINE_MILLISECONDS = 10_000
const LEADER_ALONE = 1

export const signalsTopic = ({ prefix, partitions }: KafkaAddress): TopicWish => ({
  topic: `${prefix}.signals`,
  partitions: Math.min(partitions, MOST_PARTITIONS),
  settings: {
    'cleanup.policy': 'delete',
    'retention.ms': '60000',
    'compression.type': 'producer',
    'message.timestamp.type': 'LogAppendTime',
  },
})

/** Makes the topic where there is none. @throws {StartError} */
export async function joinKafkaSignals({ url, node, ...options }: OpenSignalsOptions): Promise<Signals> {
  const client = createKafkaClient(parseKafkaUrl(url), { clientId: node, logger: options.logger })
  await makeTopic(client, signalsTopic(client.address))
  return openKafkaSignals({ client, ...options })
}

export async function openKafkaSignals({ client, logger, onError }: KafkaSignalsOptions): Promise<Signals> {
  const { topic, partitions } = signalsTopic(client.address)
  const reader = createTopicReader(client, topic, partitions)
  const local = createInProcessSignals({ onError })
  const producer = client.producer()
  await Promise.all([reader.ready(), within(DEADLINE_MILLISECONDS, 'connecting to Kafka', producer.connect())])

  let follower = followFrom(await ends())
  let stopped = false
  let waiting: Message[] = []
  let sending: Promise<void> | undefined

  async function ends(): Promise<Map<number, number>> {
    return new Map((await reader.ends()).map(({ partition, next }) => [partition, next]))
  }

  function followFrom(from: ReadonlyMap<number, number>): TopicFollower {
    return followTopic({
      ...{ client, topic, from },
      on: (_, messages) => {
        for (const message of messages) take(message)
      },
      onAway: (error) => logger.warn({ err: error, topic }, 'signals: cannot be read, trying again'),
      onFatal: onError,
      // Away for longer than the topic keeps: what was said meanwhile is over.
      onLost: () => void followAgain(),
    })
  }

  async function followAgain(): Promise<void> {
    while (!stopped) {
      try {
        follower = followFrom(await ends())
        return
      } catch (error) {
        onError(error)
        await new Promise((resolve) => setTimeout(resolve, 1_000))
      }
    }
  }

  function take({ value }: FetchedMessage): void {
    const { room, signal } = JSON.parse(value?.toString() ?? 'null') as { room: RoomKey; signal: Signal }
    local.publish(room, signal)
  }

  async function send(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, GATHER_MILLISECONDS))
    while (waiting.length > 0) {
      const messages = waiting.splice(0, BATCH)
      try {
        await within(DEADLINE_MILLISECONDS, 'sending signals', producer.send({ topic, acks: LEADER_ALONE, messages }))
      } catch (error) {
        logger.debug({ err: error }, 'signals: lost some')
      }
    }
  }

  return {
    publish(room, signal) {
      if (waiting.length >= WAITING) waiting = waiting.slice(-WAITING / 2)
      waiting.push({ key: roomKeyText(room), value: JSON.stringify({ room, signal }) })
      sending ??= send().finally(() => {
        sending = undefined
      })
    },
    follow: local.follow,
    async stop() {
      stopped = true
      await local.stop()
      await follower.stop()
      await sending
      await producer.disconnect()
      await reader.stop()
    },
  }
}
