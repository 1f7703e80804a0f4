import { setTimeout as pause } from 'node:timers/promises'
import { roomKey, roomKeyText } from '@damso/schema/model'
import type { Access, Admitted } from '../access/create-access.ts'
import { may } from '../access/may.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { HistoryStore } from '../history/history-store.ts'

/** Bugs that the fault runs must find: each breaks the promise of design §1 in one place. Refused in production. */
export const plantedBugs = [
  'receipt-before-commit',
  'progress-before-write',
  'ordered-write',
  'hole-skipped',
  'event-ignored',
] as const
export type PlantedBug = (typeof plantedBugs)[number]

/** What can have a bug planted. */
interface Parts {
  log: EventLog
  history: HistoryStore
  /** The history as the archive alone sees it. */
  archived: HistoryStore
  access: Access
}

/** How long a write is held back: a crash within falls between. */
const HELD_MILLISECONDS = 250
/** How long an answer about a member is held back: a removal within passes it. */
const ASKED_MILLISECONDS = 1_000

const bugs: { readonly [Bug in PlantedBug]: { readonly [Part in keyof Parts]?: (part: Parts[Part]) => Parts[Part] } } =
  {
    'receipt-before-commit': { log: answerBeforeCommit },
    'progress-before-write': { history: answerBeforeWrite },
    'ordered-write': { archived: writeUpToDuplicate },
    'hole-skipped': { log: skipHole },
    'event-ignored': { access: fillBlindly },
  }

/** A part as it is, or with the bug. */
export function plantBug<P extends keyof Parts>(name: PlantedBug | undefined, part: P, good: Parts[P]): Parts[P] {
  return (name && bugs[name][part]?.(good)) ?? good
}

/** Promises the places that the records will take, as long as nobody else appends and nothing goes wrong. */
function answerBeforeCommit(log: EventLog): EventLog {
  const ends = log.end().then((end) => new Map(end.map(({ partition, position }) => [partition, position])))
  return {
    ...log,
    async append(records) {
      const last = await ends
      const promised = records.map((record) => {
        const partition = log.partitionOf(record)
        const position = (last.get(partition) ?? 0) + 1
        last.set(partition, position)
        return position
      })
      setTimeout(() => void log.append(records).catch(() => {}), HELD_MILLISECONDS)
      return promised
    },
  }
}

function answerBeforeWrite(history: HistoryStore): HistoryStore {
  return {
    ...history,
    async insert(messages) {
      setTimeout(() => void history.insert(messages).catch(() => {}), HELD_MILLISECONDS)
    },
  }
}

/**
 * An archive that does not look what its last life has left, and an ordered bulk write, which ends at its first duplicate: here
 * that is taken for "all of it is there".
 */
function writeUpToDuplicate(history: HistoryStore): HistoryStore {
  let begun = false
  return {
    ...history,
    findMany: async (wanted) => (begun ? history.findMany(wanted) : []),
    async insert(messages) {
      begun = true
      const there = await history.findMany(messages.map(({ id, ...of }) => ({ room: roomKey(of, of.room), id })))
      const ids = new Set(there.map(({ id }) => id))
      const duplicate = messages.findIndex(({ id }) => ids.has(id))
      await history.insert(duplicate === -1 ? messages : messages.slice(0, duplicate))
      await pause(HELD_MILLISECONDS)
    },
  }
}

/** Where it has caught up with what stood when it began, it goes on one record too late. */
function skipHole(log: EventLog): EventLog {
  return {
    ...log,
    async follow(from, on, onLost) {
      const ends = new Map((await log.end()).map(({ partition, position }) => [partition, position]))
      return log.follow(
        from,
        ({ partition, records }) => {
          const end = ends.get(partition) ?? 0
          const hole = records.findIndex(({ position }) => position > end)
          if (hole !== -1) ends.set(partition, Number.POSITIVE_INFINITY)
          return on({ partition, records: records.filter((_, at) => at !== hole) })
        },
        onLost,
      )
    },
  }
}

/** A cache whose fill ignores an event that passed while it was asked for: what was true then is believed from then on. */
function fillBlindly(access: Access): Access {
  const rooms = new Map<string, Map<string, Admitted>>()
  return {
    ...access,
    async check(viewer, action, room) {
      // Whoever removes is not held back, or the removal would come after the answer.
      if (action !== 'read' && action !== 'post') return access.check(viewer, action, room)
      const key = roomKeyText(roomKey(viewer, room))
      const who = viewer.kind === 'member' ? viewer.member.id : ''
      const held = rooms.get(key)?.get(who)
      if (held && may(viewer, action, held.room, held.membership)) return held
      const admitted = await access.check(viewer, action, room)
      await pause(ASKED_MILLISECONDS)
      rooms.set(key, (rooms.get(key) ?? new Map<string, Admitted>()).set(who, admitted))
      return admitted
    },
    apply(record) {
      if (record.kind === 'membership' || record.kind === 'room') rooms.delete(roomKeyText(record))
      access.apply(record)
    },
    forget() {
      rooms.clear()
      access.forget()
    },
  }
}
