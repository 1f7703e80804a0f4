/**
 * The same with two nodes on real services, which each deliver to half of the subscribers: the processor's work of both together, without
 * that of the services. The peers are one process each, which is their better case: nothing goes from one to another. So only what two
 * nodes share out is judged: each message is checked once, appended, followed twice and archived once, whatever the peer does not do.
 * @module
 */
import { startCluster } from '../peers/damso/start-damso.ts'
import type { Line } from '../support/compare.ts'
import { type Budgets, compareCosts } from './costs.ts'

/** Half of what Socket.IO spends, where messages follow each other. */
const budgets: Budgets = {
  8: { 'Socket.IO': 0.5, centrifuge: null },
  1: { 'Socket.IO': null, centrifuge: null },
}

export const run = (): AsyncIterable<Line> => compareCosts([startCluster], budgets)
