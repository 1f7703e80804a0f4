import { randomUUID } from 'node:crypto'
import { createConnection, type mongo } from 'mongoose'
import { serviceUrl } from './service.ts'

/** As the history keeps it: the id is its own. */
export interface MongoDocument {
  _id: string
  [field: string]: unknown
}

export interface BenchMongodb {
  /** Of a database of its own. */
  url: string
  /** The same by the bare driver. */
  database: mongo.Db
  remove(): Promise<void>
}

export async function openMongodb(): Promise<BenchMongodb> {
  const url = new URL(serviceUrl('mongodb'))
  url.pathname = `damso-bench-${randomUUID().slice(0, 8)}`
  const connection = await createConnection(url.href).asPromise()
  const database = connection.getClient().db()
  return {
    url: url.href,
    database,
    async remove() {
      await database.dropDatabase()
      await connection.close()
    },
  }
}
