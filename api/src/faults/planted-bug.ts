import type { EventLog } from '../event-log/event-log.ts'
import type { HistoryStore } from '../history/history-store.ts'

/** Bugs that the crash test must find: each breaks the promise of design §1 in one place. Refused in production. */
export const plantedBugs = ['receipt-before-commit', 'progress-before-write'] as const
export type PlantedBug = (typeof plantedBugs)[number]

interface Stores {
  log: EventLog
  history: HistoryStore
}

/** How long a write is held back: a crash within falls between the answer and the write. */
const HELD_MILLISECONDS = 250

/** The stores as they are, or with the bug. */
export function plantBug(name: PlantedBug | undefined, { log, history }: Stores): Stores {
  switch (name) {
    case undefined:
      return { log, history }
    case 'receipt-before-commit':
      return { log: answerBeforeCommit(log), history }
    case 'progress-before-write':
      return { log, history: answerBeforeWrite(history) }
  }
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
