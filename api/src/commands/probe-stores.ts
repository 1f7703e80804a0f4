import type { Config } from '../config.ts'
import { createDatabase } from '../database/database.ts'
import { openHistory } from '../history/open.ts'
import { createLogger } from '../logger.ts'
import { StartError } from '../start-error.ts'

/** What one store answered. */
export interface Probe {
  /** The setting that names it. */
  name: string
  ok: boolean
  /** What is there, or what is wrong and how to mend it. */
  says: string
}

const onFatal = (error: Error) => {
  throw error
}

/** Asks every store of a cluster whether it is as a node needs it. Nothing is made or migrated but the history's indexes. */
export const probeStores = (config: Config): Promise<Probe[]> =>
  Promise.all([
    probe('DATABASE_URL', () => askDatabase(config)),
    probe('HISTORY_URL', () => askHistory(config)),
    probe('LOG_URL', () => askLog(config)),
  ])

async function probe(name: string, ask: () => Promise<string>): Promise<Probe> {
  try {
    return { name, ok: true, says: await ask() }
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    return { name, ok: false, says: error.message.replace(`${name}: `, '') }
  }
}

async function askDatabase({ databaseUrl }: Config): Promise<string> {
  const database = createDatabase({ url: databaseUrl, onFatal })
  try {
    return await database.check()
  } finally {
    await database.stop()
  }
}

async function askHistory({ historyUrl }: Config): Promise<string> {
  const history = await openHistory({ url: historyUrl, onFatal })
  await history.stop()
  return 'MongoDB answers, with a majority and the indexes'
}

async function askLog({ logUrl, databaseUrl }: Config): Promise<string> {
  const { askKafka } = await import('../event-log/open-kafka.ts')
  const database = createDatabase({ url: databaseUrl, onFatal })
  try {
    return await askKafka({ url: logUrl, database, node: 'check-config', logger: createLogger('silent') })
  } finally {
    await database.stop()
  }
}
