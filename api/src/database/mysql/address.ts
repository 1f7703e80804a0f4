import { StartError } from '../../start-error.ts'

/** What a URL says of a MySQL or MariaDB database. */
export interface MysqlAddress {
  host: string
  port: number
  user: string
  password: string
  database: string
  /** TLS with a certificate that the system's authorities vouch for. */
  tls: boolean
}

const FORM = 'mysql://user:password@host:port/name'
const DEFAULT_PORT = 3306

/** @throws {StartError} which never shows the password */
export function parseAddress(url: string): MysqlAddress {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (!parsed?.hostname) throw new StartError(`DATABASE_URL must be ${FORM}`)
  const [user, password, database] = [parsed.username, parsed.password, parsed.pathname.slice(1)].map(decode)
  if (!user) throw new StartError(`DATABASE_URL names no user: it must be ${FORM}`)
  if (!database) throw new StartError(`DATABASE_URL names no database: it must be ${FORM}`)
  return {
    host: parsed.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(parsed.port) || DEFAULT_PORT,
    ...{ user, password: password ?? '', database },
    tls: parseOptions(parsed.searchParams),
  }
}

function parseOptions(options: URLSearchParams): boolean {
  for (const [name, value] of options) {
    if (name !== 'tls' || !['true', 'false'].includes(value))
      throw new StartError(`DATABASE_URL has the option ${name}=${value}: there is only tls=true and tls=false`)
  }
  return options.get('tls') === 'true'
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new StartError('DATABASE_URL holds a % that begins no %XX: write % as %25')
  }
}
