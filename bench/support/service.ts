/** Where the services of `--cluster` are: the same variables as those of the tests. */
const variables = {
  mysql: 'DAMSO_TEST_MYSQL_URL',
  mongodb: 'DAMSO_TEST_MONGODB_URL',
  kafka: 'DAMSO_TEST_KAFKA_URL',
} as const

/** The service's URL. @throws {MissingService} where there is none */
export function serviceUrl(service: keyof typeof variables): string {
  const url = process.env[variables[service]]
  if (!url)
    throw new MissingService(
      `${variables[service]} is not set: npm run services -- up starts the services and shows it`,
    )
  return url
}

/** @throws {MissingService} before anything is made on those that are there */
export function needServices(...services: (keyof typeof variables)[]): void {
  for (const service of services) serviceUrl(service)
}

export class MissingService extends Error {
  override readonly name = 'MissingService'
}
