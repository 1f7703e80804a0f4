import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { destinations, type RoomId } from '@damso/schema/model'
import type { World } from '@damso/tests/world'
import { textOf } from './texts.ts'

type Socket = Awaited<ReturnType<World['site']['stomp']>>

/** Somebody who writes in a room over a socket of their own. Their messages are numbered. */
export class Talker {
  readonly #socket: Socket
  readonly #destination: string
  said = 0

  private constructor(socket: Socket, room: string) {
    this.#socket = socket
    this.#destination = destinations.messages(room as RoomId)
  }

  static async connect(world: World, member: string, room: string): Promise<Talker> {
    return new Talker(await world.site.stomp(member), room)
  }

  /** Says so many at once. Resolves when each is stored. */
  async burst(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.#say()))
  }

  /** Says so many a second until `over`. */
  async keepOn(perSecond: number, over: Promise<unknown>): Promise<void> {
    let talking = true
    const stop = over.finally(() => {
      talking = false
    })
    const begin = performance.now()
    const outcomes: Promise<void>[] = []
    while (talking) {
      while (outcomes.length < ((performance.now() - begin) / 1_000) * perSecond) outcomes.push(this.#say())
      await sleep(1_000 / perSecond)
    }
    await Promise.all([stop, ...outcomes])
  }

  async #say(): Promise<void> {
    const text = textOf(++this.said)
    const { outcome, code } = await this.#socket.send(this.#destination, { nonce: randomUUID(), text })
    if (outcome !== 'stored') throw new Error(`the server did not take a message: ${code}`)
  }

  leave(): Promise<void> {
    return this.#socket.close()
  }
}
