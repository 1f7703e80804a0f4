/**
 * Writes to every store at once, and says on stdout what was acknowledged, a line each, until it is killed:
 * `log <call> <first position>`, `history <call>`, `database <call>`.
 * @module
 */
import { writeSync } from 'node:fs'
import { createDatabase } from '../database/database.ts'
import { openSqliteEventLog } from '../event-log/event-log.sqlite.ts'
import { openSqliteHistory } from '../history/history-store.sqlite.ts'
import { files, messagesOfCall, recordsOfCall, rowOfCall } from './calls.ts'

const [, , folder = '', round = ''] = process.argv
const onFatal = (error: Error) => {
  throw error
}

const log = await openSqliteEventLog({ file: files.log(folder), onFatal })
const history = await openSqliteHistory({ file: files.history(folder), onFatal })
const database = createDatabase({ url: `sqlite:${files.database(folder)}`, onFatal })
await database.migrate()

let calls = 0
/** Synchronous, so that a line is out before anything else happens. */
const say = (...words: unknown[]) => writeSync(1, `${words.join(' ')}\n`)

async function forEver(work: (call: string) => Promise<void>): Promise<never> {
  for (;;) await work(`${round}.${++calls}`)
}

const writers = (count: number, work: (call: string) => Promise<void>) =>
  Array.from({ length: count }, () => forEver(work))

await Promise.race([
  ...writers(8, async (call) => {
    const [first] = await log.append(recordsOfCall(call))
    say('log', call, first)
  }),
  ...writers(2, async (call) => {
    await history.insert(messagesOfCall(call))
    say('history', call)
  }),
  ...writers(2, async (call) => {
    await database.write(async (transaction) => {
      await database.models.Site.create({ id: rowOfCall(call), name: call, createdAt: 1 }, { transaction })
      await database.models.SiteOrigin.create({ site: rowOfCall(call), origin: call }, { transaction })
    })
    say('database', call)
  }),
])
