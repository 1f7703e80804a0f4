import { randomUUID } from 'node:crypto'
import { createConnection, type mongo } from 'mongoose'
import { serviceUrl } from './service.ts'

export interface MongodbForTest {
  /** Of a database that nobody else has. */
  url: string
  /** The database itself, by the bare driver. */
  database: mongo.Db
  drop(): Promise<unknown>
  close(): Promise<void>
}

/** @param file what uses it, as a part of the database's name */
export async function mongodbForTest(file: string): Promise<MongodbForTest> {
  const url = new URL(serviceUrl('mongodb'))
  url.pathname = `damso-${file}-${randomUUID().slice(0, 8)}`
  const connection = await createConnection(url.href).asPromise()
  const database = connection.getClient().db()
  return {
    url: url.href,
    database,
    drop: () => database.dropDatabase(),
    async close() {
      await database.dropDatabase()
      await connection.close()
    },
  }
}
