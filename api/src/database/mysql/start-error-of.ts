import { BaseError } from 'sequelize'
import { StartError } from '../../start-error.ts'
import type { MysqlAddress } from './address.ts'

/** What the driver says of a failure. */
interface DriverError {
  code?: string
  message: string
}

const PRIVILEGES = 'SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX, REFERENCES'

/** The one line that tells what to do; what has no remedy of its own stays as it is. */
export function startErrorOf(error: unknown, { user, host, port, database }: MysqlAddress): unknown {
  if (error instanceof StartError) return error
  const { code, message } = originalOf(error)
  const server = `${host}:${port}`
  const grant = `GRANT ${PRIVILEGES} ON \`${database}\`.* TO '${user}'`
  const say = (line: string) => new StartError(`DATABASE_URL: ${line}`, { cause: error })
  switch (code) {
    case 'ER_BAD_DB_ERROR':
      return say(`${server} has no database "${database}": ${createDatabaseSql(database)}`)
    case 'ER_ACCESS_DENIED_ERROR':
    case 'ER_ACCESS_DENIED_NO_PASSWORD_ERROR':
      return say(`${server} refuses the user "${user}": the name or the password is wrong`)
    case 'ER_HOST_NOT_PRIVILEGED':
      return say(
        `${server} admits nobody from this host: CREATE USER '${user}'@'%' (or this host's address), then ${grant}`,
      )
    case 'ER_DBACCESS_DENIED_ERROR':
      return say(
        `the user "${user}" may not use the database "${database}": ${grant} (and, if it is missing, ${createDatabaseSql(database)})`,
      )
    case 'ER_TABLEACCESS_DENIED_ERROR':
    case 'ER_COLUMNACCESS_DENIED_ERROR':
    case 'ER_SPECIFIC_ACCESS_DENIED_ERROR':
      return say(`the user "${user}" lacks the privilege ${missingPrivilege(message)}: ${grant}`)
    case 'ER_SECURE_TRANSPORT_REQUIRED':
      return say(`${server} admits TLS only: add ?tls=true`)
    case 'HANDSHAKE_NO_SSL_SUPPORT':
      return say(`${server} speaks no TLS: leave out tls=true, or set up a certificate there`)
    case 'HANDSHAKE_SSL_ERROR':
      return say(
        `the certificate of ${server} is none to trust (${message}): name its authority by NODE_EXTRA_CA_CERTS`,
      )
    case 'ER_OPTION_PREVENTS_STATEMENT':
      return say(`${server} refuses to be written to (${message}): name the primary`)
    case 'ER_CON_COUNT_ERROR':
    case 'ER_TOO_MANY_USER_CONNECTIONS':
      return say(`${server} has no connection left: raise max_connections (10 for each node, and one at its start)`)
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return say(`there is no host "${host}": mend the name, or the name server`)
    case 'ECONNREFUSED':
      return say(`nothing listens on ${server}: start the database, or mend host and port`)
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return say(`${server} does not answer: is it up, and does a firewall let this host through?`)
    case 'PROTOCOL_CONNECTION_LOST':
    case 'ECONNRESET':
      return say(`${server} closed the connection: is it a MySQL or MariaDB server, and is it up?`)
    default:
      return error
  }
}

const createDatabaseSql = (name: string): string =>
  `CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`

/** `CREATE command denied to user …`; `Access denied; you need (at least one of) the SUPER privilege(s) …`. */
const missingPrivilege = (message: string): string =>
  /\b([A-Z][A-Z ,]*) (?:command denied|privilege)/.exec(message)?.[1] ?? `that "${message}" names`

const originalOf = (error: unknown): DriverError =>
  (error instanceof BaseError && 'original' in error ? error.original : error) as DriverError
