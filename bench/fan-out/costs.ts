import { Crowd } from '../load/crowd.ts'
import { startCentrifuge } from '../peers/centrifuge/start-centrifuge.ts'
import type { RunningPeer, StartPeer } from '../peers/peer.ts'
import { startSocketIo } from '../peers/socket-io/start-socket-io.ts'
import { startPeers } from '../peers/start-peers.ts'
import { compare, type Line } from '../support/compare.ts'
import { takeLoadCore } from '../support/cores.ts'
import { median } from '../support/quantile.ts'
import { sum } from '../support/sum.ts'

const SUBSCRIBERS = 1_000
const CHARACTERS = 200
const ROUNDS = 5
const WARM_UP = 50

/** With several in flight a server may put what follows each other into one write; with one it cannot. */
const messagesOf = { 8: 320, 1: 100 } as const

/** The most that ours may cost of each peer, by messages in flight; null: shown and not judged. */
export type Budgets = Record<keyof typeof messagesOf, Record<'Socket.IO' | 'centrifuge', number | null>>

interface Contender {
  peer: RunningPeer
  crowd: Crowd
}

/** Servers of ours against the peers. */
export async function* compareCosts(ours: readonly StartPeer[], budgets: Budgets): AsyncIterable<Line> {
  takeLoadCore()
  const peers: RunningPeer[] = []
  const contenders: Contender[] = []
  try {
    for await (const peer of startPeers([...ours, startSocketIo, startCentrifuge], SUBSCRIBERS)) {
      peers.push(peer)
      contenders.push({ peer, crowd: await Crowd.gather(peer.nodes, peer.dialect, SUBSCRIBERS) })
    }
    const names = peers.slice(0, ours.length).map(({ name }) => name)
    for (const inFlight of [8, 1] as const) {
      const costs = await measure(contenders, inFlight, messagesOf[inFlight])
      for (const name of names)
        for (const [peer, atMost] of Object.entries(budgets[inFlight])) {
          const theirs = costs.get(peer)
          if (theirs === undefined) continue
          yield compare({
            ...{ bench: 'fanout', case: `${name}, ${inFlight} in flight`, unit: 'µs CPU/delivery' },
            budget: atMost === null ? null : { atMost },
            ...{ ours: costs.get(name) ?? Number.NaN, peer, theirs },
          })
        }
    }
  } finally {
    for (const { crowd } of contenders) crowd.leave()
    for (const peer of peers) await peer.stop()
  }
}

const cpuMicroseconds = ({ nodes }: RunningPeer) => sum(nodes.map(({ server }) => server.cpuMicroseconds))

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
      const before = cpuMicroseconds(peer)
      await crowd.run(messages, inFlight, CHARACTERS)
      costs.push((cpuMicroseconds(peer) - before) / (messages * SUBSCRIBERS))
    }
  return new Map(rounds.map(({ peer, costs }) => [peer.name, median(costs)]))
}
