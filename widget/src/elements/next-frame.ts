/** So long is waited where nothing is painted: a page that is hidden, or a frame out of sight, has no frames. */
const WITHOUT_FRAMES = 250

/** Resolves just before the page is painted next. */
export const nextFrame = (): Promise<void> =>
  new Promise((resolve) => {
    const come = () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
      resolve()
    }
    const frame = requestAnimationFrame(come)
    const timer = setTimeout(come, WITHOUT_FRAMES)
  })
