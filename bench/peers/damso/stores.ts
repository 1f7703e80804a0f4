import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openKafka } from '../../support/kafka.ts'
import { openMongodb } from '../../support/mongodb.ts'
import { openMysql } from '../../support/mysql.ts'
import { needServices } from '../../support/service.ts'

/** Where the nodes of a bench keep everything, shared with nobody else. */
export interface Stores {
  /** Settings by which each node finds them. */
  env: Readonly<Record<string, string>>
  remove(): Promise<void>
}

export type OpenStores = () => Promise<Stores>

/** Of embedded mode. */
export const openFolder: OpenStores = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'damso-bench-'))
  // All three are named: whoever has services for `--cluster` has their URLs in the environment, under these names.
  const file = (name: string) => `sqlite:${join(folder, name)}`
  return {
    env: {
      DAMSO_DATA: folder,
      DATABASE_URL: file('rooms.db'),
      HISTORY_URL: file('history.db'),
      LOG_URL: file('log.db'),
    },
    remove: () => rm(folder, { recursive: true }),
  }
}

/** Of cluster mode: on the services that are there. */
export const openServices: OpenStores = async () => {
  needServices('mysql', 'mongodb', 'kafka')
  const [mysql, mongodb, kafka] = [await openMysql(), await openMongodb(), await openKafka()]
  return {
    env: { DATABASE_URL: mysql.url, HISTORY_URL: mongodb.url, LOG_URL: kafka.url },
    async remove() {
      for (const service of [kafka, mongodb, mysql]) await service.remove()
    },
  }
}
