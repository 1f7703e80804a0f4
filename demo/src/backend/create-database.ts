import { createConnection } from 'mysql2/promise'

/** Makes the database that a URL names, where it is all that is missing: the server says best what else is wrong. */
export async function createDatabase(databaseUrl: string): Promise<void> {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl)
  const database = decodeURIComponent(pathname.slice(1))
  const server = {
    host: hostname,
    port: Number(port || 3306),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  }
  try {
    const connection = await createConnection({ ...server, database })
    await connection.end()
  } catch (error) {
    if ((error as { code?: string }).code !== 'ER_BAD_DB_ERROR') return
    const connection = await createConnection(server)
    await connection
      .query('CREATE DATABASE IF NOT EXISTS ?? CHARACTER SET utf8mb4 COLLATE utf8mb4_bin', [database])
      .finally(() => connection.end())
  }
}
