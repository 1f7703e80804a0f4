/**
 * Gathers what is asked for in a turn, and while commits are under way, and carries it out together: many callers, one fsync.
 * @module
 */
import { TooManyWaiting } from './lock.ts'

export interface GroupCommitOptions<Item, Result> {
  /** Carries out one group: a result for each item, in order. It may throw; then every call of the group fails with that. */
  commit(items: readonly Item[]): Promise<readonly Result[]>
  /** Items of one group; a call is never split, so that a single one may be larger. */
  groupItems: number
  /** Items that may wait for their answer; past it a call fails at once with `TooManyWaiting`. */
  waitingItems: number
  /**
   * What an item counts for in both bounds: its octets, say.
   * @default 1 each
   */
  weigh?: (item: Item) => number
  /**
   * Groups under way at a time: more than one where the store gathers them again.
   * @default 1
   */
  groups?: number
}

export interface GroupCommit<Item, Result> {
  add(items: readonly Item[]): Promise<Result[]>
  /** Resolves when everything that was added has been answered. */
  idle(): Promise<void>
}

interface Call<Item, Result> {
  items: readonly Item[]
  weight: number
  resolve: (results: Result[]) => void
  reject: (error: unknown) => void
}

export function createGroupCommit<Item, Result>(options: GroupCommitOptions<Item, Result>): GroupCommit<Item, Result> {
  const { commit, groupItems, waitingItems, weigh = () => 1, groups = 1 } = options
  const underWay = new Set<Promise<void>>()
  let calls: Call<Item, Result>[] = []
  let waiting = 0
  let turn: Promise<void> | undefined

  function takeGroup(): Call<Item, Result>[] {
    let size = 0
    let count = 0
    for (const { weight } of calls) {
      if (count > 0 && size + weight > groupItems) break
      size += weight
      count++
    }
    const group = calls.slice(0, count)
    calls = calls.slice(count)
    return group
  }

  async function carryOut(group: readonly Call<Item, Result>[]): Promise<void> {
    const items = group.flatMap((call) => call.items)
    try {
      const results = await commit(items)
      let from = 0
      for (const { items, resolve } of group) {
        resolve(results.slice(from, from + items.length))
        from += items.length
      }
    } catch (error) {
      for (const { reject } of group) reject(error)
    } finally {
      for (const { weight } of group) waiting -= weight
    }
  }

  function start(): void {
    while (calls.length > 0 && underWay.size < groups) {
      const group = carryOut(takeGroup()).then(() => {
        underWay.delete(group)
        start()
      })
      underWay.add(group)
    }
  }

  /** Calls of the same turn of the event loop go together. */
  async function startAfterTurn(): Promise<void> {
    await new Promise(setImmediate)
    turn = undefined
    start()
  }

  return {
    add: (items) =>
      new Promise((resolve, reject) => {
        if (items.length === 0) return resolve([])
        const weight = items.reduce((sum, item) => sum + weigh(item), 0)
        if (waiting + weight > waitingItems) return reject(new TooManyWaiting(`${waiting} items wait already`))
        waiting += weight
        calls.push({ items, weight, resolve, reject })
        turn ??= startAfterTurn()
      }),
    async idle() {
      while (turn || underWay.size > 0) await Promise.all([turn, ...underWay])
    },
  }
}
