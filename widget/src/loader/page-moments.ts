/** The page's own scripts have run: they may have something to say of what opens. */
export async function pageLoaded(): Promise<void> {
  if (document.readyState === 'complete') return
  await new Promise((resolve) => {
    for (const type of ['DOMContentLoaded', 'load']) addEventListener(type, resolve, { once: true })
  })
}

/** The page has nothing better to do. */
export const idle = () =>
  new Promise<void>((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 3_000 })
    else setTimeout(resolve, 200)
  })
