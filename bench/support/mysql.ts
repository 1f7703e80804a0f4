import { randomUUID } from 'node:crypto'
import { type Connection, createConnection } from 'mysql2/promise'
import { serviceUrl } from './service.ts'

export interface BenchMysql {
  /** Of a database of its own. */
  url: string
  /** The same by the bare driver. */
  connection: Connection
  remove(): Promise<void>
}

export async function openMysql(): Promise<BenchMysql> {
  const root = serviceUrl('mysql')
  const name = `damso_bench_${randomUUID().slice(0, 8)}`
  const connection = await createConnection(root)
  await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`)
  await connection.query(`USE ${name}`)
  return {
    url: new URL(`/${name}`, root).href,
    connection,
    async remove() {
      await connection.query(`DROP DATABASE ${name}`)
      await connection.end()
    },
  }
}
