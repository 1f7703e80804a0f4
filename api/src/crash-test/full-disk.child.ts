/**
 * Appends to the log until the file may not grow any more, and says on stdout what was acknowledged and how it ended:
 * `log <call> <first position>`, `failed <name of the error>`, `fatal <name of the error>`.
 * @module
 */
import { writeSync } from 'node:fs'
import { openSqliteEventLog } from '../event-log/event-log.sqlite.ts'
import { files, recordsOfCall } from './calls.ts'

const [, , folder = ''] = process.argv
const say = (...words: unknown[]) => writeSync(1, `${words.join(' ')}\n`)

const log = await openSqliteEventLog({ file: files.log(folder), onFatal: ({ name }) => say('fatal', name) })
let failed = false
for (let number = 0; !failed; number += 8) {
  await Promise.all(
    Array.from({ length: 8 }, async (_, at) => {
      const call = `0.${number + at}`
      try {
        const [first] = await log.append(recordsOfCall(call))
        say('log', call, first)
      } catch (error) {
        failed = true
        say('failed', (error as Error).name)
      }
    }),
  )
}
process.exit()
