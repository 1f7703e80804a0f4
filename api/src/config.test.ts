import { expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

test('defaults are an embedded server on loopback', () => {
  const config = readConfig({ DAMSO_DATA: '/data' })
  expect(config).toMatchObject({
    host: '127.0.0.1',
    port: 4000,
    stompTcp: undefined,
    logUrl: 'sqlite:/data/log.db',
    production: true,
  })
})

test('every wrong setting is named at once, with the remedy', () => {
  const environment = { PORT: '70000', LOG_URL: 'redis://x', MESSAGE_RATE: 'many', NODE_ENV: 'prod' }
  expect(() => readConfig(environment)).toThrow(ConfigError)
  try {
    readConfig(environment)
  } catch (error) {
    const { message } = error as Error
    for (const name of Object.keys(environment)) expect(message).toContain(name)
    expect(message).toContain('sqlite:<path of the file>')
  }
})

test('no bug is planted in production', () => {
  const DAMSO_PLANTED_BUG = 'receipt-before-commit'
  expect(() => readConfig({ DAMSO_PLANTED_BUG })).toThrow('DAMSO_PLANTED_BUG')
  expect(readConfig({ DAMSO_PLANTED_BUG, NODE_ENV: 'test' }).plantedBug).toBe(DAMSO_PLANTED_BUG)
  expect(readConfig({}).plantedBug).toBeUndefined()
})
