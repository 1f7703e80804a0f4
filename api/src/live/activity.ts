import {
  type LogRecord,
  limits,
  type Position,
  type RoomKey,
  roomKey,
  roomKeyText,
  type Signal,
} from '@damso/schema/model'
import type { Logger } from '../logger.ts'
import type { Tail } from '../messages/tail.ts'
import type { FanOutReads, RoomTail } from '../rooms/fan-out-reads.ts'
import type { Hub } from './hub.ts'

export interface ActivityOptions {
  hub: Hub
  tail: Tail
  rooms: FanOutReads
  logger: Logger
}

/** A room that spoke, up to where, and the position that its members were last told. */
interface Seen {
  key: RoomKey
  position: Position
  told: Position
}

/** At most one `activity` a second and room (design §7). */
const ACTIVITY_MILLISECONDS = 1_000
/** Rooms told of in one turn; the others are told of in the next. */
const ROOMS_PER_TURN = 200

/**
 * `/user/queue/events`: badges, own memberships, own reads. An activity replaces what the badge showed; a room stays listed
 * until the archive has reached what was seen of it, so the last word is always said.
 */
export class Activity {
  readonly #options: ActivityOptions
  readonly #seen = new Map<string, Seen>()
  #timer: NodeJS.Timeout | undefined
  #telling: Promise<void> = Promise.resolve()
  #isTelling = false

  constructor(options: ActivityOptions) {
    this.#options = options
    options.tail.listen((records) => {
      for (const record of records) this.#see(record)
    })
  }

  start(): void {
    this.#timer = setInterval(() => {
      if (this.#isTelling) return
      this.#isTelling = true
      this.#telling = this.#tell()
        .catch((error) => this.#options.logger.error({ err: error }, 'live: activity failed, trying again'))
        .finally(() => {
          this.#isTelling = false
        })
    }, ACTIVITY_MILLISECONDS).unref()
  }

  /** Resolves when the turn that is under way is over. */
  stop(): Promise<void> {
    clearInterval(this.#timer)
    return this.#telling
  }

  /** A marker that was committed on any node: to the member's devices here, and in small rooms to whoever is there. */
  async read(room: RoomKey, { member, position, readSeq }: Extract<Signal, { type: 'read' }>): Promise<void> {
    const { hub, rooms } = this.#options
    for (const session of hub.sessionsOf(room.site, member)) {
      session.tell(session.events, `read-${position}`, { type: 'read', room: room.room, position, readSeq })
    }
    if (!hub.isHeard(room)) return
    const [summary] = await rooms.summaries([room])
    if (summary && summary.memberCount <= limits.readReceiptMembers)
      hub.signal(room, { type: 'read', room: room.room, member, position }, member)
  }

  #see(record: LogRecord): void {
    if (record.kind === 'membership') this.#membership(record)
    if (!record.counts) return
    const text = roomKeyText(record)
    const seen = this.#seen.get(text)
    if (seen) seen.position = record.position
    else this.#seen.set(text, { key: roomKey(record, record.room), position: record.position, told: 0 })
  }

  #membership({
    site,
    room,
    position,
    body: { member, state, role, version },
  }: Extract<LogRecord, { kind: 'membership' }>): void {
    for (const session of this.#options.hub.sessionsOf(site, member.id)) {
      session.tell(session.events, `membership-${position}`, { type: 'membership', room, state, role, version })
    }
  }

  async #tell(): Promise<void> {
    const seen = [...this.#seen.values()].slice(0, ROOMS_PER_TURN)
    if (seen.length === 0) return
    const summaries = await this.#options.rooms.summaries(seen.map(({ key }) => key))
    const found = new Map(summaries.map((summary) => [roomKeyText({ site: summary.site, room: summary.id }), summary]))
    for (const room of seen) {
      const text = roomKeyText(room.key)
      const summary = found.get(text)
      this.#seen.delete(text)
      if (!summary) continue
      // To the end of the line: the busiest rooms, and those that the archive is behind with, keep no other from being told.
      if (summary.lastPosition < room.position) this.#seen.set(text, room)
      if (summary.lastPosition <= room.told || summary.memberCount > limits.activityMembers) continue
      room.told = summary.lastPosition
      await this.#activity(room.key, summary)
    }
  }

  /** To its members who are connected here; who listens to the room itself sees it there. */
  async #activity(key: RoomKey, { lastSeq, lastPosition, memberCount }: RoomTail): Promise<void> {
    const { hub, rooms } = this.#options
    const connected = [...hub.membersOf(key.site)]
    if (connected.length === 0) return
    const members =
      connected.length < memberCount
        ? await rooms.membersAmong(key, connected)
        : await rooms.memberIdsOf(key, limits.activityMembers)
    for (const member of members) {
      for (const session of hub.sessionsOf(key.site, member)) {
        if ([...session.rooms.values()].some(({ room }) => room.room === key.room)) continue
        session.tell(session.events, `activity-${lastPosition}`, {
          type: 'activity',
          room: key.room,
          lastSeq,
          lastPosition,
        })
      }
    }
  }
}
