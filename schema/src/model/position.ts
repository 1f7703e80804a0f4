import * as v from 'valibot'

/**
 * A place in the event log: `epoch × 2^43 + offset` of the log's partition, one safe integer. It orders a room, is the
 * history cursor and the resume point. 2^10 epochs of 2^43 records fit in 53 bits.
 */
export type Position = number

const OFFSETS = 2 ** 43
const EPOCHS = 2 ** 10

export const position = v.pipe(v.number(), v.safeInteger('must be a whole number'), v.minValue(0))

export function toPosition(epoch: number, offset: number): Position {
  if (!(epoch >= 0 && epoch < EPOCHS && offset >= 0 && offset < OFFSETS)) {
    throw new RangeError(`no position for epoch ${epoch}, offset ${offset}`)
  }
  return epoch * OFFSETS + offset
}

export const epochOf = (at: Position): number => Math.floor(at / OFFSETS)
export const offsetOf = (at: Position): number => at % OFFSETS
