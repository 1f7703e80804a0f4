/**
 * Memory that the server holds for a client that is connected, let in, subscribed, and says nothing.
 * @module
 */
import { Crowd } from '../load/crowd.ts'
import { startCentrifuge } from '../peers/centrifuge/start-centrifuge.ts'
import { startDamso } from '../peers/damso/start-damso.ts'
import { startEngine } from '../peers/engine/start-engine.ts'
import type { RunningPeer } from '../peers/peer.ts'
import { startSocketIo } from '../peers/socket-io/start-socket-io.ts'
import { startPeers } from '../peers/start-peers.ts'
import { compare, type Line } from '../support/compare.ts'
import { takeLoadCore } from '../support/cores.ts'
import { sum } from '../support/sum.ts'

const SOCKETS = 10_000
/** Lets the server compile, grow its pools and open its files before anything is counted. */
const WARM_UP_SOCKETS = 500
const budgets = { 'Socket.IO': 0.6, centrifuge: 0.5 } as const

/** One reading of each: memory, unlike time, hardly varies between runs. */
export async function* run(): AsyncIterable<Line> {
  takeLoadCore()
  const held = new Map<string, number>()
  for await (const peer of startPeers([startDamso, startEngine, startSocketIo, startCentrifuge], SOCKETS))
    held.set(peer.name, await measure(peer))
  for (const ours of ['Damso', 'engine'])
    for (const [peer, atMost] of Object.entries(budgets)) {
      const theirs = held.get(peer)
      if (theirs === undefined) continue
      yield compare({
        ...{ bench: 'idle', case: `${ours}, ${SOCKETS} sockets`, unit: 'KB/socket', budget: { atMost } },
        ...{ ours: held.get(ours) ?? Number.NaN, peer, theirs },
      })
    }
}

/** Kilobytes for a socket; the server is stopped then. */
async function measure({ nodes, dialect, stop }: RunningPeer): Promise<number> {
  const held = async () => sum(await Promise.all(nodes.map(({ server }) => server.heldBytes())))
  try {
    const first = await Crowd.gather(nodes, dialect, WARM_UP_SOCKETS)
    first.leave()
    const before = await held()
    const crowd = await Crowd.gather(nodes, dialect, SOCKETS)
    const after = await held()
    crowd.leave()
    return (after - before) / SOCKETS / 1_024
  } finally {
    await stop()
  }
}
