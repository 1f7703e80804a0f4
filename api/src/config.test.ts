import { expect, test } from 'vitest'
import { ConfigError, listSettings, readConfig } from './config.ts'

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

test('every setting is listed by the name that sets it, with where it comes from', () => {
  const settings = listSettings({ PORT: '4100', DAMSO_DATA: '/data', LOG_URL: 'sqlite:/log/log.db' })
  const find = (wanted: string) => settings.find(({ name }) => name === wanted)
  expect(find('PORT')).toEqual({ name: 'PORT', value: 4100, from: 'environment' })
  expect(find('HOST')).toEqual({ name: 'HOST', value: '127.0.0.1', from: 'default' })
  expect(find('STOMP_TCP')).toEqual({ name: 'STOMP_TCP', value: undefined, from: 'default' })
  expect(find('LOG_URL')).toEqual({ name: 'LOG_URL', value: 'sqlite:/log/log.db', from: 'environment' })
  expect(find('HISTORY_URL')).toEqual({ name: 'HISTORY_URL', value: 'sqlite:/data/history.db', from: 'default' })
  expect(() => listSettings({ PORT: 'x' })).toThrow(ConfigError)
})
