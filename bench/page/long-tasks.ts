import type { Page } from 'playwright'

/** Milliseconds of each task of over 50 (https://w3c.github.io/longtasks/) that a page has while something is done in it. */
export async function longTasks(page: Page, act: () => Promise<unknown>): Promise<number[]> {
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
  await act()
  return page.evaluate(async () => {
    // Entries come a moment after their task.
    await new Promise((resolve) => setTimeout(resolve, 500))
    return window.longTasks()
  })
}

declare global {
  interface Window {
    /** Ends the watch that is kept on tasks. */
    longTasks: () => number[]
  }
}
