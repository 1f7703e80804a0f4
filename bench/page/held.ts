import type { Page } from 'playwright'

const MB = 1_048_576

/** What a page holds once the garbage is collected. */
export interface Held {
  heap: number
  nodes: number
  listeners: number
}

export async function held(page: Page): Promise<Held> {
  const chromium = await page.context().newCDPSession(page)
  // The second collection takes what finalizers of the first let go.
  for (let round = 0; round < 2; round++) await chromium.send('HeapProfiler.collectGarbage')
  const { usedSize } = await chromium.send('Runtime.getHeapUsage')
  const { nodes, jsEventListeners } = await chromium.send('Memory.getDOMCounters')
  await chromium.detach()
  return { heap: usedSize / MB, nodes, listeners: jsEventListeners }
}
