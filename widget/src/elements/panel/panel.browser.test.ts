import { afterEach, expect, test, vi } from 'vitest'
import { DamsoPanel } from './panel.ts'

const WITHOUT_FRAMES = 250

afterEach(() => {
  vi.restoreAllMocks()
  document.body.replaceChildren()
})

/** As each frame of a socket is. */
const nextTask = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = resolve
    port2.postMessage(null)
  })

test('a burst is rendered once a frame', async () => {
  const panel = new DamsoPanel()
  document.body.append(panel)
  await panel.updateComplete
  let renderings = 0
  let frames = 0
  panel.addController({ hostUpdated: () => void renderings++ })
  const count = () => {
    frames++
    requestAnimationFrame(count)
  }
  requestAnimationFrame(count)
  const begin = performance.now()
  for (let record = 0; record < 1_000; record++) {
    panel.requestUpdate()
    await nextTask()
  }
  await panel.updateComplete
  expect(renderings).toBeGreaterThan(0)
  expect(renderings).toBeLessThanOrEqual(frames + 1 + (performance.now() - begin) / WITHOUT_FRAMES)
})

test('a hidden page, which has no frames, is kept up to date all the same', async () => {
  vi.spyOn(window, 'requestAnimationFrame').mockReturnValue(0)
  const panel = new DamsoPanel()
  document.body.append(panel)
  await panel.updateComplete
  expect(panel.hasUpdated).toBe(true)
})
