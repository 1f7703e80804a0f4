import type { Page } from 'playwright'

interface Watched<Result> {
  /** Milliseconds of each task of over 50 (https://w3c.github.io/longtasks/). */
  tasks: number[]
  result: Result
}

/** Does something in a page, and tells what long tasks it had meanwhile. */
export async function longTasks<Result>(page: Page, act: () => Promise<Result>): Promise<Watched<Result>> {
  await page.evaluate(() => {
    const tasks: number[] = []
    const take = (entries: PerformanceEntryList) => tasks.push(...entries.map(({ duration }) => duration))
    const observer = new PerformanceObserver((list) => take(list.getEntries()))
    observer.observe({ type: 'longtask' })
    window.longTasks = () => {
      take(observer.takeRecords())
      observer.disconnect()
      return tasks
    }
  })
  const result = await act()
  const tasks = await page.evaluate(async () => {
    // Entries come a moment after their task.
    await new Promise((resolve) => setTimeout(resolve, 500))
    return window.longTasks()
  })
  return { tasks, result }
}

declare global {
  interface Window {
    /** Ends the watch that is kept on tasks. */
    longTasks: () => number[]
  }
}
