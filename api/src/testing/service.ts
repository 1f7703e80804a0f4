import { describe } from 'vitest'

/**
 * Where the real services of the cluster tests are: `npm test` starts them and says so here, each as the root of all that tests make
 * for themselves (a database, a topic prefix).
 *
 * - `mysql`: `mysql://user@host:port`, MariaDB or MySQL, a user who may create databases
 * - `mongodb`: `mongodb://host:port/?directConnection=true`
 * - `kafka`: `kafka://host:port`; `kafka39`: the same, of release 3.9
 */
const variables = {
  mysql: 'DAMSO_TEST_MYSQL_URL',
  mongodb: 'DAMSO_TEST_MONGODB_URL',
  kafka: 'DAMSO_TEST_KAFKA_URL',
  kafka39: 'DAMSO_TEST_KAFKA_39_URL',
} as const

export type Service = keyof typeof variables

/** The service's URL. @throws {Error} where there is none */
export function serviceUrl(service: Service): string {
  const url = process.env[variables[service]]
  if (!url)
    throw new Error(`${variables[service]} is not set: npm test starts the services, npm run services -- up by hand`)
  return url
}

/**
 * Tests that need real services: skipped, and counted as skipped, where one is missing; with `CI` set they run, and fail for want of it.
 */
export function describeWith(services: readonly Service[], name: string, tests: () => void): void {
  const missing = services.filter((service) => !process.env[variables[service]])
  const skip = missing.length > 0 && !process.env.CI
  describe.skipIf(skip)(skip ? `${name} (there is no ${missing.join(', no ')})` : name, tests)
}
