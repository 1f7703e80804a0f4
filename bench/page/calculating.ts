import type { Page } from 'playwright'

/** Of each frame, in milliseconds, where nothing disturbs: of the widget's frames with new rows half take 27 or less in a trace. */
export const CALCULATING = 25

/**
 * What the machine itself makes of a page: one that does a sum in each frame, always the same, and touches neither memory nor page.
 * Its long tasks are those that no code could spare.
 */
export const calculate = (page: Page, frames: number): Promise<void> =>
  page.evaluate(
    async ({ frames, milliseconds }) => {
      let sum = 1
      const work = (rounds: number) => {
        const begin = performance.now()
        for (let round = 0; round < rounds; round++) sum = Math.imul(sum ^ round, 0x01000193)
        return performance.now() - begin
      }
      const nextFrame = () => new Promise(requestAnimationFrame)
      // The fastest of many tries is the one that was not disturbed.
      const PROBE = 1_000_000
      let fastest = Number.POSITIVE_INFINITY
      for (let attempt = 0; attempt < 100; attempt++) {
        fastest = Math.min(fastest, work(PROBE))
        await nextFrame()
      }
      for (let frame = 0; frame < frames; frame++) {
        work((PROBE / fastest) * milliseconds)
        await nextFrame()
      }
      // What nobody reads might not be calculated.
      document.title = String(sum)
    },
    { frames, milliseconds: CALCULATING },
  )
