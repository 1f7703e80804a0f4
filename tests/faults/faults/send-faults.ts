import { setTimeout as pause } from 'node:timers/promises'
import type { Say } from '../actors/answer.ts'
import { sayOverGraphql } from '../actors/say-graphql.ts'
import { perform } from '../actors/writer.ts'
import type { Act } from '../history.ts'
import type { Fault, Scene } from './fault.ts'
import { HOUR_MILLISECONDS, restarted, restartedWithSkew } from './node-faults.ts'

/** The second try overtakes the first one at times. */
const HEAD_START_MILLISECONDS = 10

let number = 0

/** Something to say that nobody says otherwise, and who says it. */
function saying({ world, random }: Scene, what: string): { act: Act; say: Say } {
  const room = random.pick(world.rooms)
  const person = random.pick(room.people)
  number += 1
  const nonce = `${what}-${String(number).padStart(6, '0')}`
  const act = { kind: 'message', room: room.id, member: person.name, nonce, text: nonce } as const
  return { act, say: sayOverGraphql(world, person) }
}

export const sendFaults: Readonly<Record<string, Fault>> = {
  /** A client that believes its line lost, and says it elsewhere while the first try is under way; it hears the second answer alone. */
  'same-nonce': {
    async begin(scene) {
      const { ground, world, random } = scene
      const { act, say } = saying(scene, 'at-once')
      const [one, other] = [random.pick(ground.nodes), random.pick(ground.nodes)]
      world.recorder.record({ type: 'asked', act, retry: false })
      world.recorder.record({ type: 'unknown', nonce: act.nonce })
      const unheard = say(act, false, one).catch(() => undefined)
      await pause(random.below(HEAD_START_MILLISECONDS))
      await perform(world, act, say, { node: other, retry: true })
      await unheard
      return { what: `${one.name} and ${other.name}`, heal() {} }
    },
  },
  /** A tab that slept for an hour with an unanswered send in it: by then all but the history has forgotten the first try. */
  'late-retry': {
    async begin(scene) {
      const { ground, world, random } = scene
      const { act, say } = saying(scene, 'an-hour-ago')
      const [one, other] = [random.pick(ground.nodes), random.pick(ground.nodes)]
      await perform(world, act, say, { node: one })
      await restartedWithSkew(other, HOUR_MILLISECONDS)
      await perform(world, act, say, { node: other, retry: true })
      return { what: `${one.name} and ${other.name}`, heal: () => restarted(other, {}) }
    },
  },
}
