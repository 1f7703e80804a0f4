import type Cluster from 'kafkajs/src/cluster/index.js'
import type { FetchedMessage } from 'kafkajs/src/cluster/index.js'
import { within } from './deadline.ts'
import type { KafkaClient } from './kafka-client.ts'
import { createProof } from './proof.ts'
import { isOutOfRange } from './topic-reader.ts'

export interface TopicFollowerOptions {
  client: KafkaClient
  topic: string
  /** By partition, the offset of the first record that is wanted. */
  from: ReadonlyMap<number, number>
  /** Records in order, without a hole. Awaited before the next ones of that partition. */
  on(partition: number, messages: readonly FetchedMessage[]): void | Promise<void>
  /** The topic does not go on where it stood: cut, made anew, trimmed past us, or with a hole. It is followed no longer. */
  onLost(error: Error): void
  /** `on` threw: it is followed no longer. */
  onFatal(error: Error): void
  /** Kafka is away; it is tried again. Called once until it is back. */
  onAway(error: unknown): void
}

export interface TopicFollower {
  /** By partition, the offset of the next record that `on` will get. */
  next(partition: number): number
  /**
   * Resolves when what was taken last is known to stand in the topic still: at once, unless the connection was lost since.
   * Rejects where it does not, or the follower stops.
   */
  proved(): Promise<void>
  /** Never to be awaited inside `on`. */
  stop(): Promise<void>
}

const WAIT_MILLISECONDS = 500
const ROUND_MILLISECONDS = 15_000
const PARTITION_BYTES = 1024 * 1024
const BROKER_BYTES = 4 * 1024 * 1024
const RETRY_MILLISECONDS = { first: 100, most: 1_000 }
/** Nothing here is a transaction, so both levels read the same; this one waits for no transaction's end. */
const READ_UNCOMMITTED = 0

/**
 * Every record of a topic from places of one's own: a loop of fetches to each leader. No consumer group: it would commit, rebalance,
 * wait for a coordinator, and go on elsewhere without a word when its place is gone (docs/adr/0007).
 *
 * A broker that comes back without its newest records gives their offsets out again, so an offset alone proves nothing: after each
 * loss of a connection the record that was taken last is read again, and must be the same (docs/adr/0009).
 */
export function followTopic({ client, topic, from, on, onLost, onFatal, onAway }: TopicFollowerOptions): TopicFollower {
  const offsets = new Map(from)
  /** By partition, what was taken last, as text: the octets would hold all that was fetched with them. */
  const last = new Map<number, string>()
  const proof = createProof()
  let stopped = false
  let isAway = false
  let wake = (): void => undefined

  async function take(partition: number, messages: readonly FetchedMessage[]): Promise<void> {
    const wanted = offsets.get(partition) as number
    const known = last.get(partition)
    const again = messages.find(({ offset }) => Number(offset) === wanted - 1)
    if (known !== undefined && again && textOf(again) !== known)
      throw new TopicCut(
        `${topic} was cut: in partition ${partition} offset ${wanted - 1} holds another record than it did`,
      )
    if (known === undefined || again) proof.found(partition)
    // A batch is given whole, also where the place is in its middle.
    const fresh = messages.filter(({ offset, isControlRecord }) => Number(offset) >= wanted && !isControlRecord)
    if (fresh.length === 0) return
    for (const [at, { offset }] of fresh.entries()) {
      if (Number(offset) !== wanted + at)
        throw new Lost(`${topic} has a hole: in partition ${partition} offset ${offset} follows ${wanted + at - 1}`)
    }
    try {
      await on(partition, fresh)
    } catch (error) {
      throw new HandlerFault(error)
    }
    offsets.set(partition, wanted + fresh.length)
    last.set(partition, textOf(fresh.at(-1) as FetchedMessage))
  }

  /** The offset to read from: the record before it too, where that is in doubt. */
  const placeOf = (partition: number): number =>
    (offsets.get(partition) as number) - (last.has(partition) && proof.isOpen(partition) ? 1 : 0)

  /** Fetches from one broker until somebody's fetch failed: then the leaders are asked for anew. */
  async function fetchFrom(cluster: Cluster, nodeId: string, partitions: readonly number[], round: { over: boolean }) {
    const broker = await cluster.findBroker({ nodeId })
    while (!stopped && !round.over) {
      const request = broker.fetch({
        ...{ maxWaitTime: WAIT_MILLISECONDS, minBytes: 1, maxBytes: BROKER_BYTES, isolationLevel: READ_UNCOMMITTED },
        topics: [
          {
            topic,
            partitions: partitions.map((partition) => ({
              ...{ partition, maxBytes: PARTITION_BYTES },
              fetchOffset: String(placeOf(partition)),
            })),
          },
        ],
      })
      const { responses } = await within(ROUND_MILLISECONDS, `reading ${topic}`, request)
      isAway = false
      for (const { partitions } of responses)
        for (const { partition, messages } of partitions) if (!stopped) await take(partition, messages)
    }
  }

  async function follow(cluster: Cluster, fetched: () => void): Promise<void> {
    await within(ROUND_MILLISECONDS, `connecting for ${topic}`, cluster.connect())
    await within(ROUND_MILLISECONDS, `asking for the leaders of ${topic}`, cluster.addTargetTopic(topic))
    const leaders = Object.entries(cluster.findLeaderForPartitions(topic, [...offsets.keys()]))
    if (leaders.flatMap(([, partitions]) => partitions).length < offsets.size)
      throw new Error(`${topic} lacks partitions or leaders`)
    fetched()
    const round = { over: false }
    const loops = leaders.map(([nodeId, partitions]) =>
      fetchFrom(cluster, nodeId, partitions, round).finally(() => {
        round.over = true
        proof.doubt(offsets.keys())
      }),
    )
    const ended = await Promise.allSettled(loops)
    // What cannot be mended first: a lost place beside a broken connection is a lost place.
    const reasons = ended.flatMap((loop) => (loop.status === 'rejected' ? [loop.reason] : []))
    const worst = reasons.find(endsFollowing) ?? reasons[0]
    if (worst !== undefined) throw worst
  }

  async function run(): Promise<void> {
    let delay = RETRY_MILLISECONDS.first
    while (!stopped) {
      const cluster = client.cluster()
      try {
        await follow(cluster, () => {
          delay = RETRY_MILLISECONDS.first
        })
      } catch (error) {
        if (stopped) return
        if (error instanceof HandlerFault) return onFatal(error.cause as Error)
        if (error instanceof Lost) return onLost(error)
        if (isOutOfRange(error))
          return onLost(new Lost(`${topic} does not hold the next record any more: it was cut, trimmed or made anew`))
        if (!isAway) onAway(error)
        isAway = true
      } finally {
        cluster.disconnect().catch(() => undefined)
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, delay * (0.5 + Math.random()))
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      delay = Math.min(delay * 2, RETRY_MILLISECONDS.most)
    }
  }

  const running = run().finally(() => proof.end())

  return {
    next: (partition) => offsets.get(partition) ?? 0,
    proved: proof.complete,
    async stop() {
      stopped = true
      wake()
      await running
    },
  }
}

const textOf = ({ value }: FetchedMessage): string => String(value)

/** Following on would miss something. */
class Lost extends Error {
  override readonly name = 'Lost'
}

/** Something else stands where a record stood. */
export class TopicCut extends Lost {}

class HandlerFault extends Error {
  constructor(cause: unknown) {
    super('a follower threw', { cause })
  }
}

const endsFollowing = (reason: unknown): boolean =>
  reason instanceof Lost || reason instanceof HandlerFault || isOutOfRange(reason)
