import { setTimeout as pause } from 'node:timers/promises'
import { destinations, type TopicEvent } from '@damso/schema/model'
import type { Random } from '../../support/random.ts'
import type { StompClient } from '../../support/stomp-client.ts'
import { anyOf } from '../node.ts'
import { readPage } from './pages.ts'
import type { Person, Room, World } from './world.ts'

/** Small, so that a reload loses sight of most of the room. */
const PAGE = 50
const RETRY_MILLISECONDS = 20

type Outcome = 'lost' | 'reload' | 'resume' | 'removed'

/**
 * A member who watches one room as the widget does: newest page, then everything after it; resumes after a lost connection, on
 * whichever node runs; reloads where the server says that it must, and comes back when it is let in again.
 */
export class Reader {
  /** Names it in the history. */
  readonly name: string
  readonly #world: World
  readonly #person: Person
  readonly #room: Room
  readonly #random: Random
  /** Up to here it has seen everything; undefined: it has no page. */
  #cursor: number | undefined
  #highest = 0
  #client: StompClient | undefined
  #subscriptions = 0
  #reached: (() => void) | undefined
  #awaited = Number.POSITIVE_INFINITY
  #asleep: Promise<void> | undefined
  #stopped = false

  constructor(world: World, person: Person, room: Room, name: string) {
    this.#world = world
    this.#person = person
    this.#room = room
    this.#random = world.random.fork(`nodes of reader ${name}`)
    this.name = name
  }

  /** Reads until `stop`. */
  async read(): Promise<void> {
    while (!this.#stopped) {
      await this.#asleep
      try {
        if (this.#cursor === undefined && !(await this.#load())) await pause(RETRY_MILLISECONDS)
        else this.#after(await this.#follow())
      } catch {
        // The server is gone, or will be asked again: nothing was seen that was not recorded.
        await pause(RETRY_MILLISECONDS)
      }
    }
  }

  /** Is offline for a while, as a phone is; often over a crash, so that what it missed has left the server's memory. */
  async sleep(milliseconds: number): Promise<void> {
    this.#asleep = pause(milliseconds)
    await this.#client?.destroy()
    await this.#asleep
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#client?.destroy()
  }

  /** Resolves when it has seen this place. */
  reaches(position: number): Promise<void> {
    this.#awaited = position
    return new Promise((resolve) => {
      this.#reached = resolve
      this.#notice()
    })
  }

  #node = () => anyOf(this.#world.nodes, this.#random)

  /** False: the room is not theirs now. */
  async #load(): Promise<boolean> {
    const askedAt = performance.now()
    const page = await readPage(this.#person.graphql(await this.#node()), this.#room.id, {
      last: PAGE,
      atLeast: this.#highest,
    })
    if (!page) return false
    const { position, messages } = page
    this.#world.recorder.record({
      type: 'view',
      reader: this.name,
      member: this.#person.name,
      room: this.#room.id,
      askedAt,
      position,
      messages,
    })
    this.#see(position)
    return true
  }

  async #follow(): Promise<Outcome> {
    if (!this.#client?.isOpen) this.#client = await this.#person.connect(await this.#node())
    const client = this.#client
    this.#subscriptions += 1
    const id = `${this.#room.id} ${this.#subscriptions}`
    const over = new Promise<Outcome>((resolve) => {
      const onEvent = (event: TopicEvent) => {
        const outcome = this.#take(event)
        if (outcome === undefined) return
        client.unsubscribe(id)
        resolve(outcome)
      }
      client.subscribe<TopicEvent>(destinations.topic(this.#room.id), { id, after: this.#cursor ?? 0, onEvent })
    })
    return Promise.race([over, client.closed.then(() => 'lost' as const)])
  }

  #take(event: TopicEvent): Outcome | undefined {
    switch (event.type) {
      case 'subscribed':
        return event.recovered ? undefined : 'reload'
      case 'ended':
        return event.code === 'REMOVED' ? 'removed' : 'resume'
      case 'typing':
      case 'read':
      case 'presence':
        return undefined
      default:
        this.#world.recorder.record({ type: 'delivered', reader: this.name, event })
        this.#see(event.position)
        return undefined
    }
  }

  #after(outcome: Outcome): void {
    if (outcome === 'removed') this.#world.recorder.record({ type: 'ended', reader: this.name })
    if (outcome === 'removed' || outcome === 'reload') this.#cursor = undefined
  }

  #see(position: number): void {
    this.#cursor = position
    this.#highest = Math.max(this.#highest, position)
    this.#notice()
  }

  #notice(): void {
    if ((this.#cursor ?? 0) >= this.#awaited) this.#reached?.()
  }
}
