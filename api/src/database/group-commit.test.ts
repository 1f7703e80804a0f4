import { expect, test } from 'vitest'
import { createGroupCommit } from './group-commit.ts'
import { TooManyWaiting } from './lock.ts'

/** A commit that ends when told to. */
function gatedCommit() {
  const groups: number[][] = []
  const gates: (() => void)[] = []
  const commit = async (items: readonly number[]) => {
    groups.push([...items])
    await new Promise<void>((resolve) => gates.push(resolve))
    return items.map((item) => item * 10)
  }
  return { groups, commit, open: () => gates.shift()?.() }
}

const turn = () => new Promise(setImmediate)

test('calls of one turn share a commit; calls during it share the next', async () => {
  const { groups, commit, open } = gatedCommit()
  const appends = createGroupCommit({ commit, groupItems: 10, waitingItems: 100 })
  const first = [appends.add([1]), appends.add([2, 3])]
  await turn()
  await turn()
  const second = [appends.add([4]), appends.add([5])]
  open()
  expect(await Promise.all(first)).toEqual([[10], [20, 30]])
  await turn()
  open()
  expect(await Promise.all(second)).toEqual([[40], [50]])
  expect(groups).toEqual([
    [1, 2, 3],
    [4, 5],
  ])
})

test('a call is never split, and a large one goes alone', async () => {
  const groups: (readonly number[])[] = []
  const appends = createGroupCommit<number, number>({
    commit: async (items) => {
      groups.push(items)
      return items
    },
    groupItems: 3,
    waitingItems: 100,
  })
  await Promise.all([appends.add([1, 2]), appends.add([3, 4]), appends.add([5, 6, 7, 8, 9]), appends.add([10])])
  expect(groups).toEqual([[1, 2], [3, 4], [5, 6, 7, 8, 9], [10]])
})

test('a failed commit fails its own calls alone', async () => {
  let fail = true
  const appends = createGroupCommit<number, number>({
    commit: async (items) => {
      if (fail) throw new Error('disk')
      return items
    },
    groupItems: 3,
    waitingItems: 100,
  })
  await expect(appends.add([1])).rejects.toThrow('disk')
  fail = false
  expect(await appends.add([2])).toEqual([2])
})

test('what waits is bounded: past it a call fails at once and the others go on', async () => {
  const { commit, open } = gatedCommit()
  const appends = createGroupCommit({ commit, groupItems: 10, waitingItems: 2 })
  const kept = appends.add([1, 2])
  await expect(appends.add([3])).rejects.toThrow(TooManyWaiting)
  await turn()
  await turn()
  open()
  expect(await kept).toEqual([10, 20])
})

test('where more groups may be under way, a turn does not wait for the one before', async () => {
  const { groups, commit, open } = gatedCommit()
  const appends = createGroupCommit({ commit, groupItems: 10, waitingItems: 100, groups: 2 })
  const calls: Promise<number[]>[] = []
  for (const item of [1, 2, 3, 4]) {
    calls.push(appends.add([item]))
    await turn()
    await turn()
  }
  expect(groups).toEqual([[1], [2]])
  open()
  open()
  expect(await Promise.all(calls.slice(0, 2))).toEqual([[10], [20]])
  await turn()
  open()
  expect(await Promise.all(calls)).toEqual([[10], [20], [30], [40]])
  expect(groups).toEqual([[1], [2], [3, 4]])
  await appends.idle()
})
