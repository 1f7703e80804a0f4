import type { Scenes } from '../communities/index.ts'
import { withParticle } from './particle.ts'
import { createRandom, type Random } from './random.ts'
import type { SeedMessage } from './transcript.ts'

const day = 86_400_000

/**
 * Invents `count` messages of a lively room, oldest first: short scenes among two or three people, spread over
 * `days` up to yesterday, more of them in the evening. The same arguments always give the same messages.
 */
export function inventChatter(
  scenes: Scenes,
  people: readonly string[],
  options: { count: number; days: number; now: number; seed: number },
): SeedMessage[] {
  const random = createRandom(options.seed)
  const messages: SeedMessage[] = []
  while (messages.length < options.count) {
    const progress = messages.length / options.count
    messages.push(...playScene(scenes, people, random, sceneTime(progress, options, random)))
  }
  const past = messages
    .slice(0, options.count)
    .map((message) => ({ ...message, sentAt: Math.min(message.sentAt, options.now) }))
  return past.sort((a, b) => a.sentAt - b.sentAt)
}

function sceneTime(progress: number, { days, now }: { days: number; now: number }, random: Random): number {
  const yesterday = now - day
  const evenings = 7 + Math.max(random.integer(16), random.integer(16))
  return new Date(yesterday - (1 - progress) * days * day).setHours(evenings, random.integer(60), random.integer(60), 0)
}

function playScene(scenes: Scenes, people: readonly string[], random: Random, start: number): SeedMessage[] {
  const cast = chooseCast(people, random)
  const chosen = new Map<string, string>()
  let at = start
  return random
    .pick(scenes.scenes)
    .split('\n')
    .map((line) => {
      at += 15_000 + random.integer(150_000)
      const text = fill(line.slice(3), scenes.slots, chosen, random)
      return { as: cast[line.charCodeAt(0) - 97] ?? cast[0], text, sentAt: at }
    })
}

function chooseCast(people: readonly string[], random: Random): [string, string, string] {
  const a = random.integer(people.length)
  const b = (a + 1 + random.integer(people.length - 2)) % people.length
  let c = random.integer(people.length)
  while (c === a || c === b) c = (c + 1) % people.length
  return [people[a] ?? '', people[b] ?? '', people[c] ?? '']
}

/** `{slot}`, `{slot2}`, `{slot:particle}`: within a scene each keeps its first value. */
function fill(line: string, slots: Scenes['slots'], chosen: Map<string, string>, random: Random): string {
  return line.replace(/\{([^:}]+)(?::([^}]+))?\}/g, (_, name: string, particle?: string) => {
    const value = chosen.get(name) ?? random.pick(slots[name.replace(/\d$/, '')] ?? [name])
    chosen.set(name, value)
    return particle === undefined ? value : withParticle(value, particle)
  })
}
