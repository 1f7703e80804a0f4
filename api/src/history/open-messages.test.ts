import { mongo } from 'mongoose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { StartError } from '../start-error.ts'
import { type MongodbForTest, mongodbForTest } from '../testing/mongodb.ts'
import { describeWith } from '../testing/service.ts'
import { openTcpProxy } from '../testing/tcp-proxy.ts'
import { checkServer, openMessages, startErrorOf } from './open-messages.ts'

const refusalOf = async (url: string): Promise<StartError> => {
  try {
    await openMessages({ url })
  } catch (error) {
    if (error instanceof StartError) return error
    throw error
  }
  throw new Error(`${url} was opened`)
}

describe('a start that cannot be', () => {
  test('the URL names no database, or is none', async () => {
    for (const url of ['mongodb://127.0.0.1', 'mongodb://127.0.0.1:27017/', 'mongodb://a,b/?replicaSet=x']) {
      expect((await refusalOf(url)).message).toMatch(/^HISTORY_URL names no database: mongodb:/)
    }
    for (const url of ['mongodb://127.0.0.1:port/damso', 'mongodb://127.0.0.1/damso?nonsense=1']) {
      expect((await refusalOf(url)).message).toMatch(/^HISTORY_URL: .*(nonsense|127\.0\.0\.1:port)/)
    }
  })

  test('nobody answers; the password is not said', async () => {
    const proxy = await openTcpProxy({ host: '127.0.0.1', port: 9 })
    await proxy.cut()
    const { message } = await refusalOf(`mongodb://mina:secret@127.0.0.1:${proxy.port}/damso`)
    expect(message).toMatch(/^HISTORY_URL: no primary of MongoDB can be reached: .*ECONNREFUSED/)
    expect(message).not.toContain('secret')
  })

  test('no majority confirms', () => {
    const said = 'waiting for replication timed out'
    const { message } = startErrorOf(new mongo.MongoServerError({ message: said, code: 64 }))
    expect(message).toMatch(/^HISTORY_URL: no majority of the replica set confirms a write: /)
  })

  test('the user lacks the role', () => {
    const said = 'not authorized on damso to execute command { createIndexes: "messages" }'
    const { message } = startErrorOf(new mongo.MongoServerError({ message: said, code: 13 }))
    expect(message).toMatch(/^HISTORY_URL: the user may not .* the role readWrite/)
  })

  test('the server cannot keep what it confirms', () => {
    const good = { version: '6.0.5', setName: 'damso', isWritablePrimary: true }
    checkServer(good)
    checkServer({ version: '8.0.1', msg: 'isdbgrid', isWritablePrimary: true })
    expect(() => checkServer({ ...good, version: '5.0.31' })).toThrow(/MongoDB 5\.0\.31 is too old/)
    expect(() => checkServer({ ...good, isWritablePrimary: false })).toThrow(/is not the primary/)
    expect(() => checkServer({ version: '6.0.5', isWritablePrimary: true })).toThrow(
      /--replSet <name>.*rs\.initiate\(\)/,
    )
    expect(() => checkServer({})).toThrow(StartError)
  })
})

describeWith(['mongodb'], 'a start on a real server', () => {
  let mongodb: MongodbForTest
  beforeAll(async () => {
    mongodb = await mongodbForTest('history-start')
  })
  afterAll(() => mongodb.close())

  test('the password is wrong', async () => {
    await mongodb.database.command({ createUser: 'mina', pwd: 'right', roles: ['readWrite'] })
    const url = new URL(mongodb.url)
    url.username = 'mina'
    url.password = 'wrong-one'
    const { message } = await refusalOf(url.href)
    await mongodb.database.command({ dropUser: 'mina' })
    expect(message).toMatch(/^HISTORY_URL: MongoDB knows no such user and password: /)
    expect(message).not.toContain('wrong-one')
  })

  test('an index of the same name is another one', async () => {
    await mongodb.database.collection('messages').createIndex({ position: 1 }, { name: 'messages_by_position' })
    expect((await refusalOf(mongodb.url)).message).toMatch(
      /^HISTORY_URL: MongoDB cannot be used: .*messages_by_position/,
    )
    await mongodb.database.collection('messages').drop()
    await (await openMessages({ url: mongodb.url })).stop()
  })
})
