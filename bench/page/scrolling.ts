import type { World } from '@damso/tests/world'
import type { Page } from 'playwright'
import { type Comparison, compare, type Line } from '../support/compare.ts'
import { note } from '../support/print.ts'
import { held } from './held.ts'

export interface Archive {
  title: string
  /** How many messages it has, numbered from 1. */
  messages: number
}

interface Way {
  /** Milliseconds of each task of over 50. */
  longTasks: number[]
  /** The most messages that stood in the page. */
  most: number
}

/** From the newest message to the first and back, as fast as pages come. */
export async function measureScrolling(world: World, member: string, { title, messages }: Archive): Promise<Line[]> {
  const { page, ...chat } = await enter(world, member, title)
  await chat.newest.waitFor()
  const before = await held(page)
  const ways = [await scroll(page, 1), await scroll(page, messages)]
  const after = await held(page)
  await world.leave()
  const longTasks = ways.flatMap((way) => way.longTasks)
  note(`tasks of over 50 ms: ${longTasks.map(Math.round).join(', ') || 'none'}`)
  const line = (name: string, unit: string, ours: number, budget: Comparison['budget'], theirs?: number) =>
    compare({
      ...{ bench: 'page', case: `${messages} messages there and back, ${name}`, unit, budget, ours },
      ...{ peer: theirs === undefined ? null : 'the room just opened', theirs: theirs ?? null },
    })
  return [
    line('tasks of over 50 ms', 'tasks', longTasks.length, { oursAtMost: 0 }),
    line('the longest task of those', 'ms', Math.max(0, ...longTasks), null),
    line('messages in the page at most', 'messages', Math.max(...ways.map(({ most }) => most)), { oursAtMost: 200 }),
    // It opens with 50 messages and holds 200.
    line('nodes at the end', 'nodes', after.nodes, { atMost: 5 }, before.nodes),
    line('heap at the end', 'MB', after.heap, { atMost: 2 }, before.heap),
  ]
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
    const longTasks: number[] = []
    const take = (entries: PerformanceEntryList) => longTasks.push(...entries.map(({ duration }) => duration))
    const observer = new PerformanceObserver((list) => take(list.getEntries()))
    observer.observe({ type: 'longtask' })
    const numberOf = (element: Element | undefined) =>
      Number.parseInt((element as { row?: { text: string } } | undefined)?.row?.text ?? '', 10)
    const end = (rows: NodeListOf<Element>) => rows[goal === 1 ? 0 : rows.length - 1]
    let most = 0
    for (;;) {
      const rows = log.querySelectorAll('damso-message')
      most = Math.max(most, rows.length)
      if (numberOf(end(rows)) === goal) break
      log.scrollTop = goal === 1 ? 0 : log.scrollHeight
      await new Promise(requestAnimationFrame)
    }
    // Entries come a moment after their task.
    await new Promise((resolve) => setTimeout(resolve, 500))
    take(observer.takeRecords())
    observer.disconnect()
    return { longTasks, most }
  }, goal)
