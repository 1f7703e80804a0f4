import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** What is seeded already, kept beside the server's data so that a restart goes on where the last run stopped. */
export interface Progress {
  /** When seeding began, milliseconds since 1970: all times in the rooms are relative to it. */
  readonly startedAt: number
  stored(step: string): number
  isDone(step: string): boolean
  store(step: string, messages: number): void
  finish(step: string): void
}

export function openProgress(file: string): Progress {
  const state: { startedAt: number; stored: Record<string, number>; done: string[] } = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { startedAt: Date.now(), stored: {}, done: [] }
  const save = () => {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.new`, JSON.stringify(state))
    renameSync(`${file}.new`, file)
  }
  return {
    startedAt: state.startedAt,
    stored: (step) => state.stored[step] ?? 0,
    isDone: (step) => state.done.includes(step),
    store(step, messages) {
      state.stored[step] = messages
      save()
    },
    finish(step) {
      delete state.stored[step]
      state.done.push(step)
      save()
    },
  }
}
