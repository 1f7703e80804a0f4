import { setTimeout as pause } from 'node:timers/promises'
import { sayOverGraphql } from '../actors/say-graphql.ts'
import type { Person } from '../actors/world.ts'
import { perform } from '../actors/writer.ts'
import type { Service, ServiceName } from '../service.ts'
import { serviceNames } from '../service.ts'
import type { Fault, Scene } from './fault.ts'

const LOOK_MILLISECONDS = 50
const FULL_MILLISECONDS = 60_000
/** Near the longest that a message may be. */
const LETTER_CHARACTERS = 3_000

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
      await service.kill()
      const filled = await fillTail(scene)
      return {
        what: 'until sends were refused',
        async heal() {
          await service.restart()
          await filled()
        },
      }
    },
  },
}

let letters = 0

/** Somebody writes long letters until one is told to come later; resolves to what waits until that one is taken too. */
async function fillTail({ world, random }: Scene): Promise<() => Promise<void>> {
  const before = world.busy
  const room = random.pick(world.rooms)
  const [person] = room.people as [Person]
  const say = sayOverGraphql(world, person)
  let tooLate = false
  const filling = (async () => {
    while (world.busy === before && !tooLate) {
      letters += 1
      const nonce = `letter-${String(letters).padStart(6, '0')}`
      const text = nonce.padEnd(LETTER_CHARACTERS, ' 가나다')
      await perform(world, { kind: 'message', room: room.id, member: person.name, nonce, text }, say)
    }
  })()
  for (const begun = performance.now(); world.busy === before; await pause(LOOK_MILLISECONDS)) {
    tooLate = performance.now() - begun > FULL_MILLISECONDS
    if (tooLate)
      throw new Error(`without MongoDB nothing was refused in ${FULL_MILLISECONDS} ms: the tail has no bound`)
  }
  return () => filling
}
