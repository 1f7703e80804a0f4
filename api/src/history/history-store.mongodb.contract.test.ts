import { afterAll, beforeAll } from 'vitest'
import { type MongodbForTest, mongodbForTest } from '../testing/mongodb.ts'
import { describeWith } from '../testing/service.ts'
import { describeHistoryStore } from './history-store.contract.ts'
import { openMongodbHistory } from './history-store.mongodb.ts'

describeWith(['mongodb'], 'on a real server', () => {
  let mongodb: MongodbForTest
  beforeAll(async () => {
    mongodb = await mongodbForTest('history')
  })
  afterAll(() => mongodb.close())

  describeHistoryStore('MongoDB', async () => ({
    open: () => openMongodbHistory({ url: mongodb.url }),
    remove: async () => void (await mongodb.drop()),
  }))
})
