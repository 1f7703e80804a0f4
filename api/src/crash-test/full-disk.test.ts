import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { openSqliteEventLog } from '../event-log/event-log.sqlite.ts'
import { files, recordsOfCall } from './calls.ts'

const writer = fileURLToPath(new URL('./full-disk.child.js', import.meta.url))
/** Blocks of 512 or 1,024 octets, as the shell has it: half of a megabyte or one. */
const BLOCKS = 1_024

test('a commit that meets an I/O error is unknown and told once; what was acknowledged before it stands', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'damso-full-'))
  const command = `ulimit -f ${BLOCKS} && exec "$0" "$1" "$2"`
  const { stdout } = await promisify(execFile)('sh', ['-c', command, process.execPath, writer, folder])
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
  const saying = (word: string) => lines.filter(([first]) => first === word)

  expect(new Set(saying('failed').map(([, name]) => name))).toEqual(new Set(['UnknownOutcome']))
  expect(saying('fatal')).toEqual([['fatal', 'SqliteError']])
  expect(saying('log').length).toBeGreaterThan(0)

  const log = await openSqliteEventLog({
    file: files.log(folder),
    onFatal(error) {
      throw error
    },
  })
  for (const [, call = '', first] of saying('log')) {
    for (const [part, { eventId }] of recordsOfCall(call).entries()) {
      expect(await log.read({ partition: 0, position: Number(first) + part })).toMatchObject({ eventId })
    }
  }
  await log.stop()
  await rm(folder, { recursive: true })
})
