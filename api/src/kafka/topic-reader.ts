import { setTimeout as sleep } from 'node:timers/promises'
import type Cluster from 'kafkajs/src/cluster/index.js'
import type { FetchedMessage } from 'kafkajs/src/cluster/index.js'
import { within } from './deadline.ts'
import type { KafkaClient } from './kafka-client.ts'

/** Where a partition ends: the offset of the next record to come. */
export interface End {
  partition: number
  next: number
}

/** Where it begins too: the offset of the first record that is kept. */
export interface Edges extends End {
  first: number
}

export interface TopicReader {
  /** @param of of these partitions. @default all */
  edges(of?: readonly number[]): Promise<Edges[]>
  /** Half the question: it is asked every second. */
  ends(): Promise<End[]>
  /**
   * Resolves when every partition has a leader that answers: a topic that was made a moment ago has none yet.
   * @throws what the last attempt met, after 20 s
   */
  ready(): Promise<void>
  /** Undefined: not there, or not any more. */
  read(partition: number, offset: number): Promise<FetchedMessage | undefined>
  /**
   * The records from one offset to before another, which all must be there, in order.
   * @throws what the last attempt met, after 20 s without any
   */
  between(partition: number, from: number, to: number): AsyncIterable<readonly FetchedMessage[]>
  stop(): Promise<void>
}

const DEADLINE_MILLISECONDS = 10_000
/** A topic that was made a moment ago, a leader that moves, a broker that holds back: tried again for so long. */
const PATIENCE = { milliseconds: 20_000, pause: 200 }
/** The broker gives one batch at least, whatever the bound says. */
const ONE_BATCH_BYTES = 1
const MANY_BATCHES_BYTES = 1024 * 1024
const READ_UNCOMMITTED = 0

/** Single questions about one topic, over connections of their own that outlive a broker's absence. */
export function createTopicReader(client: KafkaClient, topic: string, partitions: number): TopicReader {
  const all = Array.from({ length: partitions }, (_, partition) => partition)
  const underWay = new Set<Promise<unknown>>()
  let stopped = false
  let connected: Promise<Cluster> | undefined

  async function connect(): Promise<Cluster> {
    const cluster = client.cluster()
    try {
      await cluster.connect()
      await cluster.addTargetTopic(topic)
      return cluster
    } catch (error) {
      cluster.disconnect().catch(() => undefined)
      throw error
    }
  }

  /** A connection that failed once is not asked again: kafkajs keeps what it believed of brokers that are gone. */
  async function ask<T>(what: string, question: (cluster: Cluster) => Promise<T>): Promise<T> {
    if (stopped) throw new Error(`${what}: it is asked no longer`)
    connected ??= connect()
    const asked = connected
    const answer = within(DEADLINE_MILLISECONDS, what, asked.then(question))
    underWay.add(answer)
    try {
      return await answer
    } catch (error) {
      if (connected === asked) connected = undefined
      asked.then((cluster) => cluster.disconnect()).catch(() => undefined)
      throw error
    } finally {
      underWay.delete(answer)
    }
  }

  async function offsets(
    cluster: Cluster,
    of: readonly number[],
    fromBeginning: boolean,
  ): Promise<Map<number, number>> {
    const asked = of.map((partition) => ({ partition }))
    const [found] = await cluster.fetchTopicsOffset([{ topic, partitions: asked, fromBeginning }])
    const offsets = new Map(found?.partitions.map(({ partition, offset }) => [partition, Number(offset)]))
    if (offsets.size < of.length)
      throw new Error(`${topic} has ${offsets.size} partitions with a leader, not ${of.length}`)
    return offsets
  }

  const ends = () =>
    ask(`asking for the end of ${topic}`, async (cluster) => {
      const next = await offsets(cluster, all, false)
      return all.map((partition) => ({ partition, next: next.get(partition) as number }))
    })

  /** What stands there now, in whole batches, the first of which may begin before the offset; undefined: nothing does. */
  const fetch = (partition: number, offset: number, maxBytes: number) =>
    ask(`reading ${topic}`, async (cluster) => {
      const [nodeId] = Object.keys(cluster.findLeaderForPartitions(topic, [partition]))
      if (nodeId === undefined) throw new Error(`${topic} has no partition ${partition}`)
      const broker = await cluster.findBroker({ nodeId })
      try {
        const { responses } = await broker.fetch({
          ...{ maxWaitTime: 0, minBytes: 0, maxBytes, isolationLevel: READ_UNCOMMITTED },
          topics: [{ topic, partitions: [{ partition, fetchOffset: String(offset), maxBytes }] }],
        })
        return responses[0]?.partitions[0]?.messages
      } catch (error) {
        if (isOutOfRange(error)) return undefined
        throw error
      }
    })

  /** Until it succeeds. @throws what the last attempt met */
  async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
    for (const since = performance.now(); ; await sleep(PATIENCE.pause)) {
      try {
        return await attempt()
      } catch (error) {
        if (stopped || performance.now() - since > PATIENCE.milliseconds) throw error
      }
    }
  }

  async function someBetween(partition: number, from: number, to: number): Promise<FetchedMessage[]> {
    const messages = (await fetch(partition, from, MANY_BATCHES_BYTES)) ?? []
    const wanted = messages.filter(({ offset }) => Number(offset) >= from && Number(offset) < to)
    if (wanted.length === 0) throw new Error(`${topic} gave nothing from offset ${from} of partition ${partition} on`)
    return wanted
  }

  return {
    ends,

    edges: (of = all) =>
      ask(`asking for both ends of ${topic}`, async (cluster) => {
        const [first, next] = await Promise.all([offsets(cluster, of, true), offsets(cluster, of, false)])
        return of.map((partition) => ({
          partition,
          first: first.get(partition) as number,
          next: next.get(partition) as number,
        }))
      }),

    async ready() {
      await patiently(ends)
    },

    async read(partition, offset) {
      const messages = await fetch(partition, offset, ONE_BATCH_BYTES)
      return messages?.find((message) => Number(message.offset) === offset)
    },

    async *between(partition, from, to) {
      for (let offset = from; offset < to; ) {
        const messages = await patiently(() => someBetween(partition, offset, to))
        yield messages
        offset = Number(messages.at(-1)?.offset) + 1
      }
    },

    async stop() {
      stopped = true
      // One whose asker has given up would connect to a broker after this, and keep the process from ending.
      await Promise.allSettled(underWay)
      const cluster = await connected?.catch(() => undefined)
      await cluster?.disconnect().catch(() => undefined)
    },
  }
}

/** No record is there: trimmed, or not yet written. */
export const isOutOfRange = (error: unknown): boolean =>
  error instanceof Error && 'type' in error && error.type === 'OFFSET_OUT_OF_RANGE'
