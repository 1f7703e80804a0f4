import { setTimeout as pause } from 'node:timers/promises'
import { sayOverGraphql } from '../actors/say-graphql.ts'
import { perform } from '../actors/writer.ts'
import type { Fault } from './fault.ts'

/** The second try overtakes the first one at times. */
const HEAD_START_MILLISECONDS = 10

let number = 0

export const sendFaults: Readonly<Record<string, Fault>> = {
  /** A client that believes its line lost, and says it elsewhere while the first try is under way; it hears the second answer alone. */
  'same-nonce': {
    async begin({ ground, world, random }) {
      const room = random.pick(world.rooms)
      const person = random.pick(room.people)
      const [one, other] = [random.pick(ground.nodes), random.pick(ground.nodes)]
      number += 1
      const nonce = `at-once-${String(number).padStart(6, '0')}`
      const act = { kind: 'message', room: room.id, member: person.name, nonce, text: nonce } as const
      const say = sayOverGraphql(world, person)
      world.recorder.record({ type: 'asked', act, retry: false })
      world.recorder.record({ type: 'unknown', nonce })
      const unheard = say(act, false, one).catch(() => undefined)
      await pause(random.below(HEAD_START_MILLISECONDS))
      await perform(world, act, say, { node: other, retry: true })
      await unheard
      return { what: `${one.name} and ${other.name}`, heal() {} }
    },
  },
}
