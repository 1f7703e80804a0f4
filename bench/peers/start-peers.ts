import { print } from '../support/print.ts'
import { hasGo, startCentrifuge } from './centrifuge/start-centrifuge.ts'
import type { RunningPeer, StartPeer } from './peer.ts'

/** Starts one server after another; one that cannot be built here is left out, and that is said. */
export async function* startPeers(starts: readonly StartPeer[], clients: number): AsyncIterable<RunningPeer> {
  for (const start of starts) {
    if (start === startCentrifuge && !hasGo()) print('centrifuge is left out: there is no Go to build it with')
    else yield await start(clients)
  }
}
