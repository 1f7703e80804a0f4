import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { LogRecord, Message } from '@damso/schema/model'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabase } from '../database/database.ts'
import { openSqliteEventLog } from '../event-log/event-log.sqlite.ts'
import { openSqliteHistory } from '../history/history-store.sqlite.ts'
import { files, messagesOfCall, recordsOfCall, room, rowOfCall } from './calls.ts'

const ROUNDS = 12
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
const writer = fileURLToPath(new URL('./writer.child.js', import.meta.url))
const onFatal = (error: Error) => {
  throw error
}

/** What the writer was told is stored. */
const acknowledged = { log: new Map<string, number>(), history: new Set<string>(), database: new Set<string>() }
let folder: string

/** Lets a writer run until it has said `lines` things, and kills it. */
async function crash(round: number, lines: number): Promise<void> {
  const child = spawn(process.execPath, [writer, folder, `${round}`], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  let left = lines
  for await (const line of createInterface(child.stdout)) {
    const [store, call = '', first] = line.split(' ')
    if (store === 'log') acknowledged.log.set(call, Number(first))
    if (store === 'history') acknowledged.history.add(call)
    if (store === 'database') acknowledged.database.add(call)
    // Lines that are already in the pipe are acknowledgements too.
    if (--left === 0) child.kill('SIGKILL')
  }
  expect(await exited).toEqual([null, 'SIGKILL'])
}

async function readLog(): Promise<LogRecord[]> {
  const log = await openSqliteEventLog({ file: files.log(folder), onFatal })
  const [{ position: end = 0 } = {}] = await log.end()
  const records: LogRecord[] = []
  await new Promise<void>((resolve, reject) => {
    log
      .follow('earliest', (batch) => {
        records.push(...batch.records)
        if (records.at(-1)?.position === end) resolve()
      })
      .catch(reject)
  })
  await log.stop()
  return records
}

async function readHistory(): Promise<Message[]> {
  const history = await openSqliteHistory({ file: files.history(folder), onFatal })
  const messages = await history.page(room, { after: 0, limit: 1_000_000 })
  await history.stop()
  return messages
}

/** Calls of which something is there: name and how many parts. */
function partsByCall(ids: readonly string[]): Map<string, number> {
  const parts = new Map<string, number>()
  for (const id of ids) {
    const call = id.slice(0, id.lastIndexOf('.'))
    parts.set(call, (parts.get(call) ?? 0) + 1)
  }
  return parts
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'damso-crash-'))
})

afterAll(() => rm(folder, { recursive: true }))

test(`what was acknowledged survives SIGKILL, whole and in order (SEED=${seed})`, async () => {
  const moments = fc.sample(fc.integer({ min: 1, max: 400 }), { seed, numRuns: ROUNDS })
  for (const [round, lines] of moments.entries()) {
    await crash(round, lines)

    const records = await readLog()
    const places = new Map(records.map(({ eventId, position }) => [eventId, position]))
    expect(places.size, 'nothing stands twice').toBe(records.length)
    for (const [call, first] of acknowledged.log) {
      for (const [part, { eventId }] of recordsOfCall(call).entries()) expect(places.get(eventId)).toBe(first + part)
    }
    for (const [call, parts] of partsByCall(records.map(({ eventId }) => eventId))) {
      expect(parts, `all of call ${call}`).toBe(recordsOfCall(call).length)
    }

    const messages = await readHistory()
    const stored = partsByCall(messages.map(({ id }) => id))
    for (const call of acknowledged.history) expect(stored.has(call), `history ${call}`).toBe(true)
    for (const [call, parts] of stored) expect(parts, `all of history ${call}`).toBe(messagesOfCall(call).length)

    const database = createDatabase({ url: `sqlite:${files.database(folder)}`, onFatal })
    await database.migrate()
    const sites = new Set((await database.models.Site.findAll({ raw: true })).map(({ id }) => id))
    const origins = new Set((await database.models.SiteOrigin.findAll({ raw: true })).map(({ site }) => site))
    await database.stop()
    expect(origins).toEqual(sites)
    for (const call of acknowledged.database) expect(sites.has(rowOfCall(call)), `database ${call}`).toBe(true)
  }
  expect(acknowledged.log.size).toBeGreaterThan(0)
  expect(acknowledged.history.size).toBeGreaterThan(0)
  expect(acknowledged.database.size).toBeGreaterThan(0)
}, 240_000)
