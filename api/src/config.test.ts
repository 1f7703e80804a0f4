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

test('a cluster is three URLs of its kind: a mixture is refused, and no password is told', () => {
  const cluster = {
    DATABASE_URL: 'mysql://damso:secret@db.example:3306/damso',
    HISTORY_URL: 'mongodb://damso:secret@a.example,b.example/damso?replicaSet=damso',
    LOG_URL: 'kafka://k1.example:9092,k2.example:9092/damso?partitions=64',
  }
  expect(readConfig(cluster)).toMatchObject({ mode: 'cluster', databaseUrl: cluster.DATABASE_URL })
  expect(JSON.stringify(listSettings(cluster))).not.toContain('secret')
  const { LOG_URL: _, ...mixture } = cluster
  expect(() => readConfig(mixture)).toThrow('DATABASE_URL and HISTORY_URL belong to a cluster, LOG_URL to a file')
  try {
    readConfig({ ...cluster, DATABASE_URL: 'mysql://damso:secret@db.example:3306' })
  } catch (error) {
    expect((error as Error).message).toContain('mysql://user:password@host:port/database')
    expect((error as Error).message).not.toContain('secret')
  }
  expect(() => readConfig({ ...cluster, LOG_URL: 'kafka://k1.example/damso' })).toThrow('each must be host:port')
})

test('a URL may stand in a file', () => {
  expect(() => readConfig({ LOG_URL_FILE: '/nowhere/at/all' })).toThrow('LOG_URL_FILE=/nowhere/at/all cannot be read')
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
