import { randomUUID } from 'node:crypto'
import { type Admin, Kafka, logLevel } from 'kafkajs'
import { serviceUrl } from './service.ts'

export interface BenchKafka {
  /** Of topics of its own. */
  url: string
  /** Before the name of each of these topics, with a dot between. */
  prefix: string
  /** The same by the bare client. */
  client: Kafka
  admin: Admin
  remove(): Promise<void>
}

export async function openKafka(): Promise<BenchKafka> {
  const root = serviceUrl('kafka')
  const prefix = `damso-bench-${randomUUID().slice(0, 8)}`
  const client = new Kafka({ brokers: [new URL(root).host], logLevel: logLevel.ERROR })
  const admin = client.admin()
  await admin.connect()
  return {
    ...{ url: `${root}/${prefix}?replication=1`, prefix, client, admin },
    async remove() {
      const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(`${prefix}.`))
      await admin.deleteTopics({ topics })
      await admin.disconnect()
    },
  }
}
