/**
 * What the server's processor does for one delivery: one sender, 1,000 subscribers of one room, 200 characters of text.
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
import { median } from '../support/quantile.ts'

const SUBSCRIBERS = 1_000
const CHARACTERS = 200
const ROUNDS = 5
const WARM_UP = 50

/** With several in flight a server may put what follows each other into one write; with one it cannot. */
const cases = [
  { inFlight: 8, messages: 320, budgets: { 'Socket.IO': 0.25, centrifuge: 0.9 } },
  { inFlight: 1, messages: 100, budgets: { 'Socket.IO': 0.65, centrifuge: 1.15 } },
] as const

interface Contender {
  peer: RunningPeer
  crowd: Crowd
}

export async function* run(): AsyncIterable<Line> {
  takeLoadCore()
  const peers: RunningPeer[] = []
  const contenders: Contender[] = []
  try {
    for await (const peer of startPeers([startDamso, startEngine, startSocketIo, startCentrifuge], SUBSCRIBERS)) {
      peers.push(peer)
      contenders.push({ peer, crowd: await Crowd.gather(peer.port, peer.dialect, SUBSCRIBERS) })
    }
    for (const { inFlight, messages, budgets } of cases) {
      const costs = await measure(contenders, inFlight, messages)
      for (const ours of ['Damso', 'engine'])
        for (const [peer, atMost] of Object.entries(budgets)) {
          const theirs = costs.get(peer)
          if (theirs === undefined) continue
          yield compare({
            ...{ bench: 'fanout', case: `${ours}, ${inFlight} in flight`, unit: 'µs CPU/delivery', budget: { atMost } },
            ...{ ours: costs.get(ours) ?? Number.NaN, peer, theirs },
          })
        }
    }
  } finally {
    for (const { crowd } of contenders) crowd.leave()
    for (const peer of peers) await peer.stop()
  }
}

/** Microseconds of the server's processor for one delivery, by the name of the server: the median of interleaved rounds. */
async function measure(
  contenders: readonly Contender[],
  inFlight: number,
  messages: number,
): Promise<Map<string, number>> {
  const rounds = contenders.map((contender) => ({ ...contender, costs: [] as number[] }))
  for (const { crowd } of rounds) await crowd.run(WARM_UP, inFlight, CHARACTERS)
  for (let round = 0; round < ROUNDS; round++)
    // Turn about, so that none always comes after the same other.
    for (const { peer, crowd, costs } of round % 2 === 0 ? rounds : rounds.toReversed()) {
      const before = peer.server.cpuMicroseconds
      await crowd.run(messages, inFlight, CHARACTERS)
      costs.push((peer.server.cpuMicroseconds - before) / (messages * SUBSCRIBERS))
    }
  return new Map(rounds.map(({ peer, costs }) => [peer.name, median(costs)]))
}
