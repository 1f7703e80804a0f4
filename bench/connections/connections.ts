/**
 * Memory that the server holds for a client that is connected, let in, subscribed, and says nothing.
 * @module
 */
import { Crowd } from '../load/crowd.ts'
import { startCentrifuge } from '../peers/centrifuge/start-centrifuge.ts'
import { startDamso } from '../peers/damso/start-damso.ts'
import { startEngine } from '../peers/engine/start-engine.ts'
import type { StartPeer } from '../peers/peer.ts'
import { startSocketIo } from '../peers/socket-io/start-socket-io.ts'
import { startPeers } from '../peers/start-peers.ts'
import { compare, type Line } from '../support/compare.ts'
import { takeLoadCore } from '../support/cores.ts'
import { median } from '../support/median.ts'

const SOCKETS = 10_000
/** Lets the server compile, grow its pools and open its files before anything is counted. */
const WARM_UP_SOCKETS = 500
const ROUNDS = 3
const budgets = { 'Socket.IO': 0.6, centrifuge: 0.5 } as const

export async function* run(): AsyncIterable<Line> {
  takeLoadCore()
  const held = new Map<string, number[]>()
  for (let round = 0; round < ROUNDS; round++)
    for (const start of [startDamso, startEngine, startSocketIo, startCentrifuge])
      for await (const { name, kilobytes } of measure(start)) held.set(name, [...(held.get(name) ?? []), kilobytes])
  for (const ours of ['Damso', 'engine'])
    for (const [peer, atMost] of Object.entries(budgets)) {
      const theirs = held.get(peer)
      if (theirs === undefined) continue
      yield compare({
        ...{ bench: 'idle', case: `${ours}, ${SOCKETS} sockets`, unit: 'KB/socket', budget: { atMost } },
        ...{ ours: median(held.get(ours) ?? []), peer, theirs: median(theirs) },
      })
    }
}

/** A server of its own for each reading: what one crowd leaves behind would be a gift to the next. */
async function* measure(start: StartPeer): AsyncIterable<{ name: string; kilobytes: number }> {
  for await (const { name, server, port, dialect, stop } of startPeers([start], SOCKETS)) {
    try {
      const first = await Crowd.gather(port, dialect, WARM_UP_SOCKETS)
      first.leave()
      const before = await server.heldBytes()
      const crowd = await Crowd.gather(port, dialect, SOCKETS)
      const after = await server.heldBytes()
      crowd.leave()
      yield { name, kilobytes: (after - before) / SOCKETS / 1_024 }
    } finally {
      await stop()
    }
  }
}
