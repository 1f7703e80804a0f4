import type { World } from '@damso/tests/world'
import type { Page } from 'playwright'
import { type Comparison, compare, type Line } from '../support/compare.ts'
import { note } from '../support/print.ts'
import { CALCULATING, calculate } from './calculating.ts'
import { held } from './held.ts'
import { longTasks } from './long-tasks.ts'

export interface Archive {
  title: string
  /** How many messages it has, numbered from 1. */
  messages: number
}

interface Way {
  /** Frames that brought new rows. */
  frames: number
  /** The most messages that stood in the page. */
  most: number
}

/** From the newest message to the first and back, as fast as pages come; after each way, as many frames of a page that only calculates. */
export async function measureScrolling(world: World, member: string, { title, messages }: Archive): Promise<Line[]> {
  const { page, ...chat } = await enter(world, member, title)
  await chat.newest.waitFor()
  const before = await held(page)
  const ways: Way[] = []
  const tasks: Record<'ours' | 'theirs', number[]> = { ours: [], theirs: [] }
  for (const goal of [1, messages]) {
    const ours = await longTasks(page, () => scroll(page, goal))
    const theirs = await inFront(page, (peer) => longTasks(peer, () => calculate(peer, ours.result.frames)))
    ways.push(ours.result)
    tasks.ours.push(...ours.tasks)
    tasks.theirs.push(...theirs.tasks)
  }
  const after = await held(page)
  await world.leave()
  for (const [whose, all] of Object.entries(tasks))
    note(`tasks of over 50 ms, ${whose}: ${all.map(Math.round).join(', ') || 'none'}`)
  const line = (
    name: string,
    unit: string,
    ours: number,
    budget: Comparison['budget'],
    beside: Pick<Comparison, 'peer' | 'theirs'> = { peer: null, theirs: null },
  ) => compare({ bench: 'page', case: `${messages} messages there and back, ${name}`, unit, budget, ours, ...beside })
  const sum = (theirs: number) => ({ peer: `a page that does a sum of ${CALCULATING} ms a frame`, theirs })
  const opened = (theirs: number) => ({ peer: 'the room just opened', theirs })
  // A machine without any shows those that are ours.
  const fewTasks = tasks.theirs.length > 0 ? { atMost: 2 } : { oursAtMost: 0 }
  return [
    line('tasks of over 50 ms', 'tasks', tasks.ours.length, fewTasks, sum(tasks.theirs.length)),
    line('the longest task', 'ms', Math.max(...tasks.ours, 0), null, sum(Math.max(...tasks.theirs, 0))),
    line('messages in the page at most', 'messages', Math.max(...ways.map(({ most }) => most)), { oursAtMost: 200 }),
    // It opens with 50 messages and holds 200.
    line('nodes at the end', 'nodes', after.nodes, { atMost: 5 }, opened(before.nodes)),
    line('heap at the end', 'MB', after.heap, { atMost: 2 }, opened(before.heap)),
  ]
}

/** In an empty page in front of this one, for a while. */
async function inFront<Result>(page: Page, act: (other: Page) => Promise<Result>): Promise<Result> {
  const other = await page.context().newPage()
  const result = await act(other)
  await other.close()
  await page.bringToFront()
  return result
}

async function enter(world: World, member: string, title: string) {
  const chat = await world.visit(member)
  await chat.open()
  await chat.arrive(title)
  return { page: chat.page, newest: chat.messages.last() }
}

/** Until this message stands in the page. */
const scroll = (page: Page, goal: number): Promise<Way> =>
  page.getByRole('log').evaluate(async (log, goal) => {
    const numberOf = (element: Element | undefined) =>
      Number.parseInt((element as { row?: { text: string } } | undefined)?.row?.text ?? '', 10)
    const end = (rows: NodeListOf<Element>) => rows[goal === 1 ? 0 : rows.length - 1]
    let [frames, most] = [0, 0]
    let standing: number | undefined
    for (;;) {
      const rows = log.querySelectorAll('damso-message')
      const number = numberOf(end(rows))
      most = Math.max(most, rows.length)
      if (number !== (standing ?? number)) frames++
      if (number === goal) return { frames, most }
      standing = number
      log.scrollTop = goal === 1 ? 0 : log.scrollHeight
      await new Promise(requestAnimationFrame)
    }
  }, goal)
