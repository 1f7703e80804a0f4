import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { CompressionTypes } from 'kafkajs'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createKafkaAppender } from '../event-log/kafka-appender.ts'
import { createLogger } from '../logger.ts'
import { describeWith, serviceUrl } from '../testing/service.ts'
import { createKafkaClient, type KafkaClient } from './kafka-client.ts'
import { parseKafkaUrl } from './kafka-url.ts'
import { followTopic } from './topic-follower.ts'
import { createTopicReader } from './topic-reader.ts'
import { faultsOf, makeTopic, trimTopic, withAdmin } from './topics.ts'

const options = { clientId: 'traps', logger: createLogger('silent') }

describeWith(['kafka'], 'traps of kafkajs', () => {
  let client: KafkaClient
  const topics: string[] = []

  beforeAll(() => {
    client = createKafkaClient(parseKafkaUrl(`${serviceUrl('kafka')}/traps-${randomUUID()}?replication=1`), options)
  })
  afterAll(() => withAdmin(client, (admin) => admin.deleteTopics({ topics })))

  async function topicOf(count: number, compression = CompressionTypes.None): Promise<string> {
    const topic = `${client.address.prefix}.${randomUUID()}`
    topics.push(topic)
    await fill(topic, count, 'value', compression)
    return topic
  }

  async function fill(topic: string, count: number, word: string, compression = CompressionTypes.None): Promise<void> {
    await makeTopic(client, { topic, partitions: 1, settings: {} })
    if (count === 0) return
    const producer = client.producer()
    await producer.connect()
    const messages = Array.from({ length: count }, (_, at) => ({ value: `${word} ${at}` }))
    await producer.send({ topic, messages, compression })
    await producer.disconnect()
  }

  /** What becomes of a follower: its first values, or that its place is lost. */
  function outcome(topic: string, from: number, wanted: number): Promise<string[] | Error> {
    const values: string[] = []
    return new Promise((resolve) => {
      const follower = followTopic({
        ...{ client, topic, from: new Map([[0, from]]), onFatal: resolve, onLost: resolve },
        onAway: () => undefined,
        on(_, messages) {
          values.push(...messages.map(({ value }) => String(value)))
          if (values.length >= wanted) {
            resolve(values)
            void follower.stop()
          }
        },
      })
    })
  }

  test('a connection with nothing to do sets no timers', async () => {
    const topic = await topicOf(1)
    const reader = createTopicReader(client, topic, 1)
    await reader.edges()
    const timers = vi.spyOn(globalThis, 'setTimeout')
    await sleep(500)
    const set = timers.mock.calls.length
    timers.mockRestore()
    await reader.stop()
    // Unguarded these are hundreds.
    expect(set).toBeLessThan(20)
  })

  test('questions that come together open one connection, and leave none behind', async () => {
    const topic = await topicOf(3)
    const sockets = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
    const before = sockets()
    const reader = createTopicReader(client, topic, 1)
    await Promise.all([0, 1, 2].map((offset) => reader.read(0, offset)))
    await reader.stop()
    await expect.poll(sockets).toBe(before)
  })

  test('appends that come together go together, one request at a time', async () => {
    const topic = await topicOf(0)
    let requests = 0
    const counting: KafkaClient = {
      ...client,
      producer() {
        const producer = client.producer()
        producer.on(producer.events.REQUEST, ({ payload }) => {
          if (payload.apiName === 'Produce') requests += 1
        })
        return producer
      },
    }
    const appender = await createKafkaAppender({ client: counting, topic, partitions: 1 })
    const offsets = await Promise.all(
      Array.from({ length: 200 }, (_, at) => appender.append(0, [{ key: 'room', value: `value ${at}` }])),
    )
    await appender.stop()
    expect(offsets.flat()).toEqual(Array.from({ length: 200 }, (_, at) => at))
    expect(requests).toBe(1)
  })

  test('a call that is larger than a batch is appended in several, in order', async () => {
    const topic = await topicOf(0)
    const appender = await createKafkaAppender({ client, topic, partitions: 1 })
    const messages = Array.from({ length: 30 }, (_, at) => ({ key: 'room', value: `${at} ${'x'.repeat(60_000)}` }))
    expect(await appender.append(0, messages)).toEqual(messages.map((_, at) => at))
    await appender.stop()
  })

  test('batches that somebody compressed with gzip are read, also from their middle', async () => {
    const topic = await topicOf(10, CompressionTypes.GZIP)
    expect(await outcome(topic, 6, 4)).toEqual(['value 6', 'value 7', 'value 8', 'value 9'])
    const reader = createTopicReader(client, topic, 1)
    expect(String((await reader.read(0, 3))?.value)).toBe('value 3')
    const between: string[] = []
    for await (const messages of reader.between(0, 4, 7)) between.push(...messages.map(({ value }) => String(value)))
    expect(between).toEqual(['value 4', 'value 5', 'value 6'])
    await reader.stop()
  })

  test('a topic of which no broker has heard yet is waited for', async () => {
    const topic = `${client.address.prefix}.${randomUUID()}`
    topics.push(topic)
    const asked: Promise<unknown>[] = []
    const watched: KafkaClient = {
      ...client,
      cluster() {
        const cluster = client.cluster()
        const add = cluster.addTargetTopic.bind(cluster)
        cluster.addTargetTopic = (name) => {
          const answer = add(name)
          asked.push(answer.catch((error) => error))
          return answer
        }
        return cluster
      },
    }
    const reader = createTopicReader(watched, topic, 1)
    const ready = reader.ready()
    await expect.poll(() => asked).not.toHaveLength(0)
    expect(await asked[0]).toMatchObject({ type: 'UNKNOWN_TOPIC_OR_PARTITION' })
    await makeTopic(client, { topic, partitions: 1, settings: {} })
    await ready
    await reader.stop()
  })

  test('a place that was trimmed away, or lies beyond the end, is lost aloud and not skipped', async () => {
    const topic = await topicOf(10)
    expect(await outcome(topic, 11, 1)).toMatchObject({ message: expect.stringContaining('cut, trimmed or made anew') })
    await trimTopic(client, topic, 0, 5)
    expect(await outcome(topic, 2, 1)).toMatchObject({ message: expect.stringContaining('cut, trimmed or made anew') })
    expect(await outcome(topic, 5, 5)).toHaveLength(5)
  })

  test('a topic that holds other records than before is lost aloud, however long it is', async () => {
    const topic = await topicOf(3)
    const seen: string[] = []
    let back: Promise<void> = Promise.resolve()
    const waiting: KafkaClient = {
      ...client,
      cluster() {
        const cluster = client.cluster()
        const connect = cluster.connect.bind(cluster)
        cluster.connect = () => back.then(connect)
        return cluster
      },
    }
    const lost = new Promise<Error>((resolve) => {
      followTopic({
        ...{
          client: waiting,
          topic,
          from: new Map([[0, 0]]),
          onFatal: resolve,
          onLost: resolve,
          onAway: () => undefined,
        },
        on: (_, messages) => void seen.push(...messages.map(({ value }) => String(value))),
      })
    })
    await expect.poll(() => seen).toHaveLength(3)
    let comeBack = (): void => undefined
    back = new Promise((resolve) => {
      comeBack = resolve
    })
    await withAdmin(client, (admin) => admin.deleteTopics({ topics: [topic] }))
    await expect.poll(() => withAdmin(client, (admin) => admin.listTopics())).not.toContain(topic)
    await fill(topic, 9, 'other')
    comeBack()
    expect(await lost).toMatchObject({ message: expect.stringContaining('another record than it did') })
    expect(seen).toHaveLength(3)
  })

  test('a topic with other settings or partitions is named with the remedy', async () => {
    const topic = await topicOf(0)
    const wish = { topic, partitions: 1, settings: { 'retention.ms': '-1' } }
    expect(await faultsOf(client, wish)).toEqual([expect.stringContaining('--add-config retention.ms=-1')])
    expect(await faultsOf(client, { topic, partitions: 2, settings: {} })).toEqual([
      expect.stringContaining('has 1 partitions, not 2'),
    ])
    expect(await faultsOf(client, { topic: `${topic}.none`, partitions: 1, settings: {} })).toBeUndefined()
  })
})

test('a broker that takes connections and says nothing is given up', async () => {
  const mute = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1')
  await once(mute, 'listening')
  const { port } = mute.address() as AddressInfo
  const client = createKafkaClient(parseKafkaUrl(`kafka://127.0.0.1:${port}/mute`), options)
  const reader = createTopicReader(client, 'mute.rooms.e1', 1)
  await expect(reader.edges()).rejects.toThrow()
  await expect(faultsOf(client, { topic: 'mute.rooms.e1', partitions: 1, settings: {} })).rejects.toThrow(
    /LOG_URL: 127\.0\.0\.1:\d+: it cannot be asked/,
  )
  await reader.stop()
  mute.close()
})
