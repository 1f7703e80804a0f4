import {
  type LogRecord,
  limits,
  type MemberId,
  type Membership,
  type Position,
  type RoomKey,
  roomKey,
  roomKeyText,
} from '@damso/schema/model'
import type { Logger } from '../logger.ts'
import type { Tail } from '../messages/tail.ts'
import type { Signals } from '../signals/signals.ts'
import type { Hub } from './hub.ts'

/** What a badge needs of a room. */
export interface RoomActivity {
  key: RoomKey
  lastSeq: number
  lastPosition: Position
  memberCount: number
}

export interface ActivityOptions {
  hub: Hub
  tail: Tail
  signals: Signals
  logger: Logger
  /** Of many rooms in one statement. */
  activityOf(rooms: readonly RoomKey[]): Promise<RoomActivity[]>
  /** Which of the members connected here belong to which of these rooms: one statement. */
  membersAmong(
    rooms: readonly RoomKey[],
    site: string,
    members: readonly MemberId[],
  ): Promise<{ room: RoomKey; member: MemberId }[]>
}

/** At most one `activity` a second and room (design §7). */
const ACTIVITY_MILLISECONDS = 1_000

/**
 * `/user/queue/events`: badges, own memberships, own reads. An activity replaces what the badge showed; a room stays listed
 * until the archive has reached what was seen of it, so the last word is always said.
 */
export class Activity {
  readonly #options: ActivityOptions
  readonly #seen = new Map<string, { key: RoomKey; position: Position }>()
  #timer: NodeJS.Timeout | undefined

  constructor(options: ActivityOptions) {
    this.#options = options
    options.tail.listen((records) => {
      for (const record of records) this.#see(record)
    })
  }

  start(): void {
    const turn = async () => {
      try {
        await this.#tell()
      } catch (error) {
        this.#options.logger.error({ err: error }, 'live: activity failed, trying again')
      }
      this.#timer = setTimeout(turn, ACTIVITY_MILLISECONDS).unref()
    }
    this.#timer = setTimeout(turn, ACTIVITY_MILLISECONDS).unref()
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  /** A committed read marker: to the member's other devices, and in small rooms to whoever is there. */
  read(room: RoomKey, { member, readPosition, readSeq }: Membership, memberCount: number): void {
    for (const session of this.#options.hub.sessionsOf(room.site, member)) {
      session.tell(session.events, `read-${readPosition}`, {
        type: 'read',
        room: room.room,
        position: readPosition,
        readSeq,
      })
    }
    if (memberCount <= limits.readReceiptMembers)
      this.#options.signals.publish(room, { type: 'read', member, position: readPosition })
  }

  #see(record: LogRecord): void {
    if (record.kind === 'membership') this.#membership(record)
    if (record.counts)
      this.#seen.set(roomKeyText(record), { key: roomKey(record, record.room), position: record.position })
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
    if (this.#seen.size === 0) return
    const { hub, activityOf, membersAmong } = this.#options
    const seen = [...this.#seen.values()].slice(0, 1_000)
    const activities = new Map(
      (await activityOf(seen.map(({ key }) => key))).map((activity) => [roomKeyText(activity.key), activity]),
    )
    const telling: RoomActivity[] = []
    for (const { key, position } of seen) {
      const text = roomKeyText(key)
      const activity = activities.get(text)
      if (activity && activity.lastPosition < position) continue
      if (this.#seen.get(text)?.position === position) this.#seen.delete(text)
      if (activity && activity.memberCount <= limits.activityMembers) telling.push(activity)
    }
    for (const site of new Set(telling.map(({ key }) => key.site))) {
      const members = [...hub.membersOf(site)]
      const rooms = telling.flatMap(({ key }) => (key.site === site ? [key] : []))
      if (members.length === 0) continue
      for (const { room, member } of await membersAmong(rooms, site, members)) {
        const activity = activities.get(roomKeyText(room))
        if (activity) this.#activity(activity, member)
      }
    }
  }

  /** Who listens to the room itself sees it there. */
  #activity({ key, lastSeq, lastPosition }: RoomActivity, member: MemberId): void {
    for (const session of this.#options.hub.sessionsOf(key.site, member)) {
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
