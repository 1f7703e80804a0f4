/**
 * Gathers what is asked for while a commit is under way and carries it out in the next one: many callers, one fsync.
 * @module
 */
import { TooManyWaiting } from './lock.ts'

export interface GroupCommitOptions<Item, Result> {
  /** Carries out one group: a result for each item, in order. It may throw; then every call of the group fails with that. */
  commit(items: readonly Item[]): Promise<readonly Result[]>
  /** Items of one group; a call is never split, so that a single one may be larger. */
  groupItems: number
  /** Items that may wait; past it a call fails at once with `TooManyWaiting`. */
  waitingItems: number
}

export interface GroupCommit<Item, Result> {
  add(items: readonly Item[]): Promise<Result[]>
  /** Resolves when everything that was added has been answered. */
  idle(): Promise<void>
}

interface Call<Item, Result> {
  items: readonly Item[]
  resolve: (results: Result[]) => void
  reject: (error: unknown) => void
}

export function createGroupCommit<Item, Result>(options: GroupCommitOptions<Item, Result>): GroupCommit<Item, Result> {
  const { commit, groupItems, waitingItems } = options
  let calls: Call<Item, Result>[] = []
  let waiting = 0
  let running: Promise<void> | undefined

  function takeGroup(): Call<Item, Result>[] {
    let size = 0
    let count = 0
    for (const { items } of calls) {
      if (count > 0 && size + items.length > groupItems) break
      size += items.length
      count++
    }
    waiting -= size
    const group = calls.slice(0, count)
    calls = calls.slice(count)
    return group
  }

  async function run(): Promise<void> {
    // Calls of the same turn of the event loop join the first group.
    await new Promise(setImmediate)
    while (calls.length > 0) {
      const group = takeGroup()
      try {
        const results = await commit(group.flatMap(({ items }) => items))
        let from = 0
        for (const { items, resolve } of group) {
          resolve(results.slice(from, from + items.length))
          from += items.length
        }
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    running = undefined
  }

  return {
    add: (items) =>
      new Promise((resolve, reject) => {
        if (items.length === 0) return resolve([])
        if (waiting + items.length > waitingItems) return reject(new TooManyWaiting(`${waiting} items wait already`))
        waiting += items.length
        calls.push({ items, resolve, reject })
        running ??= run()
      }),
    idle: () => running ?? Promise.resolve(),
  }
}
