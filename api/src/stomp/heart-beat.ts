import { StompError } from './application.ts'

/*
 * heart-beat:<sx>,<sy>   sx: the smallest number of ms between what the sender of the header can guarantee, 0: none
 *                        sy: the number of ms between what it would like to get, 0: nothing
 * CONNECT <cx>,<cy> and CONNECTED <sx>,<sy>: the client sends every max(cx, sy), the server every max(sx, cy);
 * a 0 on either side switches that direction off. A missing header is 0,0.
 */
export interface HeartBeat {
  /** What we send at least, milliseconds. */
  send: number
  /** What we want to get at least, milliseconds. */
  receive: number
}

/** What both ends agreed on, from our point of view. */
export function negotiateHeartBeat(header: string | undefined, ours: HeartBeat): HeartBeat {
  const match = /^(\d{1,9}),(\d{1,9})$/.exec(header ?? '0,0')
  if (match === null) throw new StompError('PROTOCOL', 'heart-beat is two numbers of milliseconds with a comma between')
  const [theirSend, theirReceive] = [Number(match[1]), Number(match[2])]
  return { send: agree(ours.send, theirReceive), receive: agree(theirSend, ours.receive) }
}

function agree(can: number, want: number): number {
  return can === 0 || want === 0 ? 0 : Math.max(can, want)
}

/** Silence after which we send an end of line: early enough that a late timer and the way there fit in. */
export function sendAfter(interval: number): number {
  return Math.max(interval / 2, interval - Math.max(interval / 10, 150))
}

/** Silence after which a peer is called dead: twice what was agreed, for the same reasons. */
export function deadAfter(interval: number): number {
  return interval * 2
}
