/**
 * The peer: inserts of ready-made text, one commit for all that came in a turn, and nothing else.
 * @module
 */
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'libsql'

const database = new Database(workerData as string)
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
database.exec('CREATE TABLE records (id INTEGER PRIMARY KEY AUTOINCREMENT, record TEXT NOT NULL)')
const insert = database.prepare('INSERT INTO records (record) VALUES (?)')

let waiting: string[] = []

function commit(): void {
  const records = waiting
  waiting = []
  database.exec('BEGIN IMMEDIATE')
  const ids = records.map((record) => insert.run(record).lastInsertRowid)
  database.exec('COMMIT')
  parentPort?.postMessage(ids)
}

parentPort?.on('message', (record: string) => {
  if (waiting.push(record) === 1) setImmediate(commit)
})
