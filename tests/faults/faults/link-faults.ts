import { setTimeout as pause } from 'node:timers/promises'
import type { Random } from '../../support/random.ts'
import type { TcpProxy } from '../../support/tcp-proxy.ts'
import type { Fault } from './fault.ts'

const SLOW_MILLISECONDS = { least: 20, most: 300 }
const FLAP_MILLISECONDS = 400

/** One line of one node, to whatever stands at its other end. */
const onLink = (strike: (proxy: TcpProxy, random: Random) => { how: string; end(): Promise<void> | void }): Fault => ({
  lasts: { least: 1_000, most: 8_000 },
  async begin({ ground, random }) {
    const node = random.pick(ground.nodes)
    const [name, proxy] = random.pick([...node.links])
    const { how, end } = strike(proxy, random)
    return { what: `${node.name} and ${name}${how}`, heal: end }
  },
})

export const linkFaults: Readonly<Record<string, Fault>> = {
  cut: onLink((proxy) => {
    proxy.cut()
    return { how: '', end: () => proxy.heal() }
  }),

  'one-way': onLink((proxy, random) => {
    const way = random.pick(['up', 'down'] as const)
    proxy.stall(way)
    return { how: `, ${way}`, end: () => proxy.heal() }
  }),

  slow: onLink((proxy, random) => {
    const milliseconds = SLOW_MILLISECONDS.least + random.below(SLOW_MILLISECONDS.most - SLOW_MILLISECONDS.least)
    proxy.slow(milliseconds)
    return { how: `, ${milliseconds} ms`, end: () => proxy.heal() }
  }),

  flap: onLink((proxy, random) => {
    let over = false
    const flapping = (async () => {
      while (!over) {
        proxy.cut()
        await pause(random.below(FLAP_MILLISECONDS))
        proxy.heal()
        await pause(random.below(FLAP_MILLISECONDS))
      }
    })()
    return {
      how: '',
      async end() {
        over = true
        await flapping
      },
    }
  }),
}
