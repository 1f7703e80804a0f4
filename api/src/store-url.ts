import * as v from 'valibot'
import { parseKafkaUrl } from './kafka/kafka-url.ts'

export type Mode = 'embedded' | 'cluster'

/** Which mode a store's URL belongs to. */
export const modeOf = (url: string): Mode => (url.startsWith('sqlite:') ? 'embedded' : 'cluster')

/** A URL without its password: for people to read. */
export const withoutPassword = (url: string): string => url.replace(/^([a-z0-9+]+:\/\/[^:@/]*):[^@/]*@/, '$1:***@')

const sqlite = (url: string): boolean => /^sqlite:.+/.test(url)

export const databaseUrl = v.pipe(
  v.string(),
  v.check(
    (url) => sqlite(url) || /^(mysql|mariadb):\/\/[^/]+\/[^/?]+/.test(url),
    'must be sqlite:<path of the file> or mysql://user:password@host:port/database',
  ),
)

export const historyUrl = v.pipe(
  v.string(),
  v.check(
    (url) => sqlite(url) || /^mongodb(\+srv)?:\/\/[^/]+\/[^/?]+/.test(url),
    'must be sqlite:<path of the file> or mongodb://user:password@host:port/database',
  ),
)

export const logUrl = v.pipe(
  v.string(),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed || sqlite(dataset.value)) return
    try {
      parseKafkaUrl(dataset.value)
    } catch (error) {
      addIssue({ message: `${(error as Error).message}, or sqlite:<path of the file>` })
    }
  }),
)
