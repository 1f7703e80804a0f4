import type { Random } from '../../support/random.ts'
import type { Act, ActKind } from '../history.ts'
import type { Person, Room, World } from './world.ts'

/** What a member does next; mostly they talk. */
const kinds: readonly ActKind[] = [
  ...Array<ActKind>(12).fill('message'),
  'edited',
  'deleted',
  'reaction',
  'reaction',
  'read',
  'read',
]
const emojis = ['👍', '🎉', '❤️']
/** Only what was said lately is changed: around a crash that is what matters. */
const RECENT = 40

/** The acts of one member, one of their kind at a time on any message, so that the last one of them decides how it looks. */
export class Acts {
  readonly #world: World
  readonly #person: Person
  readonly #rooms: readonly Room[]
  readonly #random: Random
  /** Their own messages that stand, and the rooms of these. */
  readonly #own = new Map<string, string>()
  readonly #busy = new Set<string>()
  #number = 0

  constructor(world: World, person: Person, rooms: readonly Room[]) {
    this.#world = world
    this.#person = person
    this.#rooms = rooms
    this.#random = world.random.fork(`${person.site.id} ${person.name}`)
  }

  next(): Act {
    const kind = this.#random.pick(kinds)
    return (kind === 'message' ? undefined : this.#change(kind)) ?? this.#message()
  }

  /** It is over; `stored` says where, unless it was refused. */
  done(act: Act, stored: { message: string | null; position: number | null } | undefined): void {
    if (act.message !== undefined) this.#busy.delete(act.message)
    if (act.kind !== 'message' || !stored?.message) return
    const known = this.#world.known.get(act.room) ?? []
    this.#world.known.set(act.room, [
      ...known.slice(1 - RECENT),
      { id: stored.message, position: stored.position ?? 0 },
    ])
    this.#own.set(stored.message, act.room)
    if (this.#own.size > RECENT) this.#own.delete(this.#own.keys().next().value ?? '')
  }

  #message(): Act {
    const nonce = this.#nonce()
    const room = this.#random.pick(this.#rooms).id
    return { kind: 'message', room, member: this.#person.name, nonce, text: `${nonce} 안녕하세요` }
  }

  /** Undefined: there is nothing to change. */
  #change(kind: ActKind): Act | undefined {
    const by = { member: this.#person.name, nonce: this.#nonce() }
    if (kind === 'edited' || kind === 'deleted') {
      const [message, room] = this.#take([...this.#own]) ?? []
      if (message === undefined || room === undefined) return undefined
      if (kind === 'edited') return { kind, room, ...by, message, text: `${by.nonce} edited` }
      this.#own.delete(message)
      return { kind, room, ...by, message }
    }
    const room = this.#random.pick(this.#rooms).id
    const known = this.#world.known.get(room) ?? []
    if (kind === 'read') {
      const place = known[this.#random.below(known.length)]
      return place && { kind, room, ...by, position: place.position }
    }
    const [message] = this.#take(known.map(({ id }) => [id, room] as const)) ?? []
    if (kind !== 'reaction' || message === undefined) return undefined
    return { kind, room, ...by, message, emoji: this.#random.pick(emojis), on: this.#random.below(3) > 0 }
  }

  #take(messages: readonly (readonly [id: string, room: string])[]): readonly [string, string] | undefined {
    const free = messages.filter(([id]) => !this.#busy.has(id))
    if (free.length === 0) return undefined
    const taken = this.#random.pick(free)
    this.#busy.add(taken[0])
    return taken
  }

  #nonce(): string {
    this.#number += 1
    return `${this.#person.site.id}-${this.#person.name}-${String(this.#number).padStart(6, '0')}`
  }
}
