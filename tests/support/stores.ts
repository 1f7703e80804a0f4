import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Admin, Kafka, logLevel } from 'kafkajs'
import { MongoClient } from 'mongodb'
import { createConnection } from 'mysql2/promise'

export type Mode = 'embedded' | 'cluster'

/** The same tests run in both modes: the vitest project says in which. */
export const mode: Mode = process.env.DAMSO_TEST_MODE === 'cluster' ? 'cluster' : 'embedded'

/** Where a test's servers keep everything, shared with nobody else. */
export interface Stores {
  /** Settings by which every server, and every command beside it, finds them. */
  env: Readonly<Record<string, string>>
  remove(): Promise<void>
}

/** Partitions of a test's topics: few, so that a broker of 512 MB bears hundreds of tests. */
const PARTITIONS = 4

export const createStores = (of: Mode = mode): Promise<Stores> =>
  of === 'cluster' ? createCluster(testServices()) : createFolder()

export interface ServiceUrls {
  mysql: string
  mongodb: string
  kafka: string
}

const testServices = (): ServiceUrls => ({
  mysql: serviceUrl('DAMSO_TEST_MYSQL_URL'),
  mongodb: serviceUrl('DAMSO_TEST_MONGODB_URL'),
  kafka: serviceUrl('DAMSO_TEST_KAFKA_URL'),
})

async function createFolder(): Promise<Stores> {
  const folder = await mkdtemp(join(tmpdir(), 'damso-test-'))
  return { env: { DAMSO_DATA: folder }, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** A database, a history and a topic prefix of its own on services that run, those that `npm test` started for one. */
export async function createCluster({ mysql, kafka, ...services }: ServiceUrls): Promise<Stores> {
  const name = `damso_test_${randomBytes(6).toString('hex')}`
  const mongodb = new URL(services.mongodb)
  await sql(mysql, `CREATE DATABASE ${name}`)
  mongodb.pathname = `/${name}`
  return {
    env: {
      DATABASE_URL: `${mysql}/${name}`,
      HISTORY_URL: mongodb.href,
      LOG_URL: `${kafka}/${name}?partitions=${PARTITIONS}&replication=1`,
    },
    async remove() {
      await Promise.all([sql(mysql, `DROP DATABASE ${name}`), dropHistory(mongodb.href), deleteTopics(kafka, name)])
    },
  }
}

function serviceUrl(variable: string): string {
  const url = process.env[variable]
  if (!url) throw new Error(`${variable} is not set: npm test starts the services, npm run services -- up by hand`)
  return url
}

async function sql(url: string, statement: string): Promise<void> {
  const connection = await createConnection(url)
  await connection.query(statement)
  await connection.end()
}

async function dropHistory(url: string): Promise<void> {
  const client = await MongoClient.connect(url)
  await client.db().dropDatabase()
  await client.close()
}

/** Where Kafka keeps the event log of an epoch. */
export const logTopic = ({ env }: Pick<Stores, 'env'>, epoch: number): string =>
  `${new URL(env.LOG_URL ?? '').pathname.slice(1)}.rooms.e${epoch}`

/** As an accident does: the log of this epoch is gone, and an empty one of the same name stands there. */
export async function recreateTopic({ env }: Pick<Stores, 'env'>, epoch: number): Promise<void> {
  const topic = logTopic({ env }, epoch)
  await asAdmin(`kafka://${new URL(env.LOG_URL ?? '').host}`, async (admin) => {
    await admin.deleteTopics({ topics: [topic] })
    // Brokers forget a topic a moment after they have said so.
    while ((await admin.listTopics()).includes(topic)) await new Promise((resolve) => setTimeout(resolve, 50))
    // As slowly as they hear of it, which kafkajs would take for a failure.
    await admin.createTopics({
      ...{ waitForLeaders: false, topics: [{ topic, numPartitions: PARTITIONS, replicationFactor: 1 }] },
    })
    while (!(await admin.listTopics()).includes(topic)) await new Promise((resolve) => setTimeout(resolve, 50))
  })
}

const deleteTopics = (url: string, prefix: string): Promise<void> =>
  asAdmin(url, async (admin) => {
    const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(`${prefix}.`))
    await admin.deleteTopics({ topics })
  })

async function asAdmin(url: string, act: (admin: Admin) => Promise<void>): Promise<void> {
  const admin = new Kafka({ brokers: [url.replace('kafka://', '')], logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  await act(admin).finally(() => admin.disconnect())
}
