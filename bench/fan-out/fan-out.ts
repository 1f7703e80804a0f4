import { Crowd } from '../load/crowd.ts'
import { hasGo, startCentrifuge } from '../peers/centrifuge/start-centrifuge.ts'
import { startEngine } from '../peers/engine/start-engine.ts'
import type { RunningPeer, StartPeer } from '../peers/peer.ts'
import { startSocketIo } from '../peers/socket-io/start-socket-io.ts'
import { takeLoadCore } from '../support/cores.ts'
import { median } from '../support/median.ts'

const SUBSCRIBERS = Number(process.env.N ?? 1_000)
const BODY = 200
const ROUNDS = 5
const cases = [
  { inFlight: 8, messages: 400 },
  { inFlight: 1, messages: 150 },
]

takeLoadCore()
const starts: StartPeer[] = [startEngine, startSocketIo, ...(hasGo() ? [startCentrifuge] : [])]
const peers: { peer: RunningPeer; crowd: Crowd }[] = []
for (const start of starts) {
  const peer = await start(SUBSCRIBERS)
  peers.push({ peer, crowd: await Crowd.gather(peer.port, peer.dialect, SUBSCRIBERS) })
}
for (const { inFlight, messages } of cases) {
  const costs = new Map<string, number[]>()
  for (let round = -1; round < ROUNDS; round++)
    for (const { peer, crowd } of peers) {
      const before = peer.server.cpuMicroseconds,
        t = performance.now(),
        own = process.cpuUsage()
      await crowd.run(messages, inFlight, BODY)
      const each = (peer.server.cpuMicroseconds - before) / messages / SUBSCRIBERS
      const o = process.cpuUsage(own)
      if (round >= 0) costs.set(peer.name, [...(costs.get(peer.name) ?? []), each])
      process.stdout.write(
        `${inFlight} ${peer.name} ${each.toFixed(2)} us wall ${(performance.now() - t).toFixed(0)} load ${((o.user + o.system) / messages / SUBSCRIBERS).toFixed(2)}\n`,
      )
    }
  for (const [name, values] of costs) process.stdout.write(`${inFlight} ${name} median ${median(values).toFixed(2)}\n`)
}
for (const { peer, crowd } of peers) {
  crowd.leave()
  await peer.server.stop()
}
