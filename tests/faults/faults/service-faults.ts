import { setTimeout as pause } from 'node:timers/promises'
import type { Service, ServiceName } from '../service.ts'
import { serviceNames } from '../service.ts'
import type { Fault, Scene } from './fault.ts'

const LOOK_MILLISECONDS = 50
const FULL_MILLISECONDS = 90_000

function serviceOf({ ground }: Scene, name: ServiceName): Service {
  const service = ground.services.get(name)
  if (!service) throw new Error(`there is no ${name} in this mode`)
  return service
}

const killed = (name: ServiceName): Fault => ({
  mode: 'cluster',
  async begin(scene) {
    const service = serviceOf(scene, name)
    await service.kill()
    return { what: name, heal: () => service.restart() }
  },
})

const paused = (name: ServiceName): Fault => ({
  mode: 'cluster',
  lasts: { least: 2_000, most: 8_000 },
  async begin(scene) {
    const service = serviceOf(scene, name)
    service.freeze()
    return { what: name, heal: () => service.thaw() }
  },
})

export const serviceFaults: Readonly<Record<string, Fault>> = {
  ...Object.fromEntries(serviceNames.map((name) => [`${name}-kill`, killed(name)])),
  ...Object.fromEntries(serviceNames.map((name) => [`${name}-pause`, paused(name)])),

  /** Away until the tail is full: what comes then is refused, and nothing that was taken before is lost. */
  'mongodb-long': {
    mode: 'cluster',
    async begin(scene) {
      const service = serviceOf(scene, 'mongodb')
      const { world } = scene
      const before = world.busy
      await service.kill()
      for (const begun = performance.now(); world.busy === before; await pause(LOOK_MILLISECONDS))
        if (performance.now() - begun > FULL_MILLISECONDS)
          throw new Error(`without MongoDB nothing was refused in ${FULL_MILLISECONDS} ms: the tail has no bound`)
      return { what: 'until sends were refused', heal: () => service.restart() }
    },
  },
}
