import {
  destinations,
  type LogRecord,
  type MemberId,
  type Position,
  type RoomKey,
  roomKeyText,
  type SignalEvent,
  type SiteId,
} from '@damso/schema/model'
import type { Tail } from '../messages/tail.ts'
import { FanOut } from '../stomp/index.ts'
import { FrameCache } from './frame-cache.ts'
import type { RoomSubscriber } from './room-subscriber.ts'
import type { LiveSession } from './session.ts'

/** A room that somebody on this node listens to. */
interface Room {
  key: RoomKey
  subscribers: Set<RoomSubscriber>
  /** Everything up to here was offered to every subscriber. */
  offered: Position
}

/** Our code never holds the event loop longer than this at a time. */
const SLICE_MILLISECONDS = 10
/** Looking at the clock costs about as much as a delivery. */
const DELIVERIES_PER_LOOK = 64

/**
 * Who listens here, and the fan-out to them (design §7). Each round offers a room's new records to every subscriber of it;
 * a round that takes long goes on in the next tick, and what arrives meanwhile waits in the tail.
 */
export class Hub {
  readonly #tail: Tail
  readonly #rooms = new Map<string, Room>()
  readonly #sites = new Map<SiteId, Map<MemberId, Set<LiveSession>>>()
  readonly #waiting = new Set<Room>()
  readonly #frames = new FrameCache()
  #rounds: Iterator<void> | undefined

  constructor(tail: Tail) {
    this.#tail = tail
    tail.listen((records) => this.#offer(records))
    tail.onRestart(() => this.#endAll())
  }

  join(session: LiveSession): void {
    const { site, member } = session.viewer
    const members = this.#sites.get(site) ?? new Map<MemberId, Set<LiveSession>>()
    this.#sites.set(site, members)
    const sessions = members.get(member.id)
    if (sessions) sessions.add(session)
    else members.set(member.id, new Set([session]))
  }

  leave(session: LiveSession): void {
    for (const subscriber of session.rooms.values()) this.unsubscribe(subscriber)
    session.rooms.clear()
    const { site, member } = session.viewer
    const members = this.#sites.get(site)
    const sessions = members?.get(member.id)
    sessions?.delete(session)
    if (sessions?.size === 0) members?.delete(member.id)
    if (members?.size === 0) this.#sites.delete(site)
  }

  /** From now on the room's records are offered; the subscriber takes them once it has begun. */
  subscribe(subscriber: RoomSubscriber): void {
    const key = roomKeyText(subscriber.room)
    const room = this.#rooms.get(key) ?? {
      key: subscriber.room,
      subscribers: new Set(),
      offered: this.#tail.of(subscriber.room).position,
    }
    room.subscribers.add(subscriber)
    this.#rooms.set(key, room)
  }

  unsubscribe(subscriber: RoomSubscriber): void {
    const key = roomKeyText(subscriber.room)
    const room = this.#rooms.get(key)
    room?.subscribers.delete(subscriber)
    if (room?.subscribers.size === 0) this.#rooms.delete(key)
  }

  /** Delivers what the tail holds after the subscriber's cursor: after `begin`, and when a laggard has read. */
  catchUp(subscriber: RoomSubscriber): void {
    if (subscriber.ended) this.unsubscribe(subscriber)
    if (subscriber.cursor === undefined || subscriber.ended) return
    const tail = this.#tail.of(subscriber.room)
    if (subscriber.cursor < tail.floor && subscriber.lagging) {
      this.#end(subscriber, 'RESUME')
      return
    }
    subscriber.lagging = false
    this.#deliver(subscriber, tail.after(subscriber.room, subscriber.cursor))
    if (this.#rounds === undefined) this.#frames.clear()
  }

  /** Everyone in a room, save the member it is about. */
  signal(room: RoomKey, event: SignalEvent, exceptMember: string): void {
    const subscribers = this.#rooms.get(roomKeyText(room))?.subscribers
    if (!subscribers) return
    const destination = destinations.topic(room.room)
    const body = JSON.stringify(event)
    const message = new FanOut({ destination, messageId: event.type, contentType: 'application/json', body })
    for (const { session, subscription, cursor, lagging } of subscribers) {
      if (cursor === undefined || lagging || session.viewer.member.id === exceptMember) continue
      message.deliver(session.connection, subscription)
    }
  }

  /** Whether anybody listens to this room here. */
  isHeard(room: RoomKey): boolean {
    return this.#rooms.has(roomKeyText(room))
  }

  sessionsOf(site: SiteId, member: string): Iterable<LiveSession> {
    return this.#sites.get(site)?.get(member) ?? []
  }

  *sessions(): Iterable<LiveSession> {
    for (const members of this.#sites.values()) for (const sessions of members.values()) yield* sessions
  }

  membersOf(site: SiteId): Iterable<MemberId> {
    return this.#sites.get(site)?.keys() ?? []
  }

  #end(subscriber: RoomSubscriber, code: 'REMOVED' | 'RESUME'): void {
    subscriber.end(code)
    this.unsubscribe(subscriber)
  }

  /** Everyone resumes: from where they stand, or from a page. */
  #endAll(): void {
    for (const { subscribers } of [...this.#rooms.values()])
      for (const subscriber of [...subscribers]) this.#end(subscriber, 'RESUME')
  }

  #offer(records: readonly LogRecord[]): void {
    for (const record of records) {
      const room = this.#rooms.get(roomKeyText(record))
      if (room) this.#waiting.add(room)
    }
    if (this.#waiting.size === 0 || this.#rounds !== undefined) return
    this.#rounds = this.#round()
    this.#goOn()
  }

  #goOn(): void {
    const until = performance.now() + SLICE_MILLISECONDS
    while (this.#rounds) {
      if (this.#rounds.next().done) {
        this.#rounds = undefined
        return
      }
      if (performance.now() >= until) {
        setImmediate(() => this.#goOn())
        return
      }
    }
  }

  *#round(): Generator<void, void> {
    let deliveries = 0
    for (const room of this.#waiting) {
      // Deleted first: a record that arrives while the round rests puts the room back in line.
      this.#waiting.delete(room)
      const records = this.#tail.of(room.key).after(room.key, room.offered)
      room.offered = records.at(-1)?.position ?? room.offered
      for (const subscriber of room.subscribers) {
        this.#deliver(subscriber, records)
        deliveries += 1
        if (deliveries % DELIVERIES_PER_LOOK === 0) yield
      }
      // Not at the round's end: while everybody talks a round has none.
      this.#frames.clear()
    }
  }

  #deliver(subscriber: RoomSubscriber, records: readonly LogRecord[]): void {
    // It waits already, and comes back by itself: to wait once a record would be a queue without an end.
    if (subscriber.lagging) return
    subscriber.deliver(records, this.#frames)
    if (subscriber.ended) this.unsubscribe(subscriber)
    else if (subscriber.lagging) subscriber.session.connection.onceDrained(() => this.catchUp(subscriber))
  }
}
