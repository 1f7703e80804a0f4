/**
 * What the server's processor does for one delivery: one sender, 1,000 subscribers of one room, 200 characters of text.
 * @module
 */
import { startDamso } from '../peers/damso/start-damso.ts'
import { startEngine } from '../peers/engine/start-engine.ts'
import type { Line } from '../support/compare.ts'
import { compareCosts } from './costs.ts'

export const run = (): AsyncIterable<Line> => compareCosts([startDamso, startEngine])
