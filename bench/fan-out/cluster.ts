/**
 * The same with two nodes on real services, which each deliver to half of the subscribers: the processor's work of both together, without
 * that of the services. The peers are one process each, which is their better case: nothing goes from one to another.
 * @module
 */
import { startCluster } from '../peers/damso/start-damso.ts'
import type { Line } from '../support/compare.ts'
import { compareCosts } from './costs.ts'

export const run = (): AsyncIterable<Line> => compareCosts([startCluster])
