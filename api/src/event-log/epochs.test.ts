import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDatabase, type Database } from '../database/database.ts'
import { describeDatabases, type TestDatabase } from '../testing/databases.ts'
import { createEpochs, type Epochs } from './epochs.ts'

const onFatal = (error: Error) => {
  throw error
}

describeDatabases('epochs', (create) => {
  let made: TestDatabase
  let database: Database
  let epochs: Epochs

  beforeEach(async () => {
    made = await create()
    database = createDatabase({ url: made.url, onFatal })
    await database.migrate()
    epochs = createEpochs(database)
    await epochs.open(1, 4)
  })
  afterEach(async () => {
    await database.stop()
    await made.remove()
  })

  const fenced = async () => (await epochs.current())?.fenced

  test('a log that did not match is taken again when it does', async () => {
    await epochs.fence(1, 'it does not match', false)
    expect(await fenced()).toBe('it does not match')
    await epochs.liftFence(1)
    expect(await fenced()).toBeNull()
  })

  test('a log that was cut is never taken again, whatever else is found of it: only the next one is', async () => {
    await epochs.fence(1, 'it was cut', true)
    await epochs.fence(1, 'it does not match', false)
    await epochs.liftFence(1)
    expect(await fenced()).toBe('it does not match')
    await epochs.open(2, 4)
    expect(await epochs.current()).toEqual({ epoch: 2, partitions: 4, fenced: null })
  })
})
