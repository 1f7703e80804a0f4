/**
 * Messages a second into the history in MongoDB, in batches as the archiver brings them, against bare unordered `insertMany`
 * of the same documents with the same write concern into a collection with the same indexes.
 * @module
 */
import { openHistory } from '@damso/api/internal/history'
import { BATCH, batchFrom } from '../history/messages.ts'
import { compare, type Line } from '../support/compare.ts'
import { type MongoDocument, openMongodb } from '../support/mongodb.ts'
import { median } from '../support/quantile.ts'

const ROUNDS = 11
const BATCHES = 40

const onFatal = (error: Error) => {
  throw error
}

/** Messages a second of these batches, one after the other. */
async function rateOf<T>(batches: readonly T[][], insert: (batch: T[]) => Promise<unknown>): Promise<number> {
  const start = performance.now()
  for (const batch of batches) await insert(batch)
  return (batches.length * BATCH) / ((performance.now() - start) / 1_000)
}

export async function run(): Promise<Line[]> {
  const mongodb = await openMongodb()
  const history = await openHistory({ url: mongodb.url, onFatal })
  const bare = mongodb.database.collection<MongoDocument>('bare', {
    writeConcern: { w: 'majority', journal: true, wtimeoutMS: 10_000 },
  })
  try {
    const stored = mongodb.database.collection<MongoDocument>('messages')
    const indexes = (await stored.indexes()).filter(({ name }) => name !== '_id_')
    for (const { key, unique = false } of indexes) await bare.createIndex(key, { unique })

    const [ours, theirs]: [number[], number[]] = [[], []]
    for (let round = 0; round <= ROUNDS; round++) {
      const batches = Array.from({ length: BATCHES }, (_, at) => batchFrom((round * BATCHES + at) * BATCH))
      const measureOurs = async () => ours.push(await rateOf(batches, (batch) => history.insert(batch)))
      const measureTheirs = async () => {
        // Made before the clock runs: the peer only sends.
        const documents = batches.map((batch) => batch.map(({ id, ...message }) => ({ _id: id, ...message })))
        theirs.push(await rateOf(documents, (batch) => bare.insertMany(batch, { ordered: false })))
      }
      // Turn about, so that neither always comes after the other.
      for (const measure of round % 2 === 0 ? [measureOurs, measureTheirs] : [measureTheirs, measureOurs])
        await measure()
    }
    // The first round warms up.
    return [
      compare({
        ...{ bench: 'archive', case: `insert in batches of ${BATCH}`, unit: 'messages/s', budget: { atLeast: 0.7 } },
        ...{ ours: median(ours.slice(1)), peer: 'bare unordered insertMany', theirs: median(theirs.slice(1)) },
      }),
    ]
  } finally {
    await history.stop()
    await mongodb.remove()
  }
}
