const FRAMES = 600

/** What is looked for, once it is there. @param name for whoever reads that it never came */
async function once<T>(look: () => T | null | false, name: string): Promise<T> {
  for (let frame = 0; frame < FRAMES; frame++) {
    const found = look()
    if (found) return found
    await new Promise(requestAnimationFrame)
  }
  throw new Error(`It never came in the scene: ${name}`)
}

/** An element in shadow roots, each selector one root further in, once it is there. */
export function find<E extends Element = HTMLElement>(root: Element, ...path: string[]): Promise<E> {
  const look = () => {
    let found: Element | null = root
    for (const selector of path) found = (found?.shadowRoot ?? found)?.querySelector(selector) ?? null
    return found as E | null
  }
  return once(look, path.join(' › '))
}

/** A pointer comes: what can be done with a message does too. */
export async function approach(root: Element, ...path: string[]): Promise<void> {
  ;(await find(root, ...path)).dispatchEvent(new PointerEvent('pointerenter'))
}

/** Scrolls up by hand, once the scroller stands at its end. */
export async function scrollUp(scroller: Element, to: number): Promise<void> {
  await once(() => scroller.scrollTop > to, `a scroller at its end, below ${to}`)
  scroller.scrollTop = to
}

/** Every element inside, once it has rendered. */
export async function settled(element: Element): Promise<void> {
  if ('updateComplete' in element) await element.updateComplete
  for (const inner of (element.shadowRoot ?? element).querySelectorAll('*')) {
    if (inner.shadowRoot) await settled(inner)
  }
}
