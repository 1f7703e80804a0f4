/**
 * What the server's processor does for one delivery: one sender, 1,000 subscribers of one room, 200 characters of text.
 * @module
 */
import { startDamso } from '../peers/damso/start-damso.ts'
import { startEngine } from '../peers/engine/start-engine.ts'
import type { Line } from '../support/compare.ts'
import { type Budgets, compareCosts } from './costs.ts'

/** Of design §13. */
const budgets: Budgets = {
  8: { 'Socket.IO': 0.25, centrifuge: 0.9 },
  1: { 'Socket.IO': 0.65, centrifuge: 1.15 },
}

export const run = (): AsyncIterable<Line> => compareCosts([startDamso, startEngine], budgets)
