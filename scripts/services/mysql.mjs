import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onPath } from '../debian.mjs'
import { exchange } from './exchange.mjs'
import { runStep } from './run-step.mjs'
import { portsOf, startServer } from './server.mjs'

// MariaDB speaks MySQL, and Debian has it.
const program = () => onPath('mariadbd') ?? ['/usr/sbin/mariadbd'].find((path) => existsSync(path))

/** @type {import('./services.mjs').Service} */
export const mysql = {
  name: 'mysql',
  variable: 'DAMSO_TEST_MYSQL_URL',

  async packages() {
    const whole = program() && onPath('mariadb-install-db') && onPath('my_print_defaults')
    // The server's program alone: mariadb-server would start one of its own.
    return whole ? [] : ['mariadb-server-core', 'mariadb-client-core']
  },

  async start(folder) {
    const mariadbd = program()
    if (!mariadbd) throw new Error('there is no mariadbd. On Debian: sudo apt-get install mariadb-server-core')
    const data = join(folder, 'data')
    // A server that starts removes every temporary table of a shared folder, also those that another one is at work on.
    const temporary = join(folder, 'tmp')
    await mkdir(temporary, { recursive: true })
    // MariaDB refuses to run as root unless told so, and needs no word for anybody else.
    const user = process.getuid?.() === 0 ? ['--user=root'] : []
    if (!existsSync(data)) await makeData(data, user, temporary)
    const first = join(folder, 'first.sql')
    await writeFile(first, 'CREATE DATABASE IF NOT EXISTS damso;\n')
    const [port] = await portsOf(folder, 1)
    const { answer: version, ...server } = await startServer(
      mariadbd,
      [
        '--no-defaults',
        ...user,
        `--datadir=${data}`,
        `--tmpdir=${temporary}`,
        `--init-file=${first}`,
        '--bind-address=127.0.0.1',
        `--port=${port}`,
        // Inside the data folder: the path of a socket may not be longer than about 100 characters.
        '--socket=mysql.sock',
        '--character-set-server=utf8mb4',
        '--collation-server=utf8mb4_unicode_ci',
        '--innodb-flush-log-at-trx-commit=1',
        '--innodb-buffer-pool-size=128M',
      ],
      { folder, ask: () => askVersion(port) },
    )
    return { ...server, url: `mysql://root@127.0.0.1:${port}`, version: `MariaDB ${version}` }
  },
}

async function makeData(data, user, temporary) {
  // Made aside and renamed, so that an interrupted start leaves nothing that looks whole.
  const aside = `${data}.new`
  await rm(aside, { recursive: true, force: true })
  await mkdir(aside)
  const options = ['--auth-root-authentication-method=normal', '--skip-test-db']
  // It hands options on to its server unquoted: a path may have a space.
  const env = { TMPDIR: temporary }
  const code = await runStep('mariadb-install-db', ['--no-defaults', ...user, `--datadir=${aside}`, ...options], env)
  if (code !== 0) throw new Error('mariadb-install-db failed; its message stands above')
  await rename(aside, data)
}

/**
 * A server greets: int3 length, int1 sequence, int1 protocol (10; 255: an error), then its version, ended by a zero.
 * MariaDB 10 puts "5.5.5-" before its own, for old replicas.
 */
async function askVersion(port) {
  const greeting = await exchange(port, undefined, (bytes) => bytes.length >= 4 && 4 + bytes.readUIntLE(0, 3))
  if (greeting[4] !== 10) throw new Error('this is not the greeting of a MySQL server')
  const version = greeting.toString('latin1', 5, greeting.indexOf(0, 5))
  return version.replace(/^5\.5\.5-/, '').replace(/-MariaDB.*/, '')
}
