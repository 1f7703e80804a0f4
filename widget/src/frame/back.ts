import { deepFocus } from './isolate.ts'

interface CloseWatcher extends EventTarget {
  destroy(): void
}
/** Of browsers whose Back is more than a step in history. */
const { CloseWatcher } = globalThis as { CloseWatcher?: new () => CloseWatcher }

/**
 * Back on a phone means what Escape means: one layer less, and at last the panel. The page's history is never touched; where a browser
 * has no CloseWatcher, Back stays the page's.
 *
 * @param outermost hears Escape where nothing inside has the focus
 * @returns says whether Back is the panel's now
 */
export function takeBack(root: ShadowRoot, outermost: () => Element | null | undefined): (ours: boolean) => void {
  let watcher: CloseWatcher | undefined
  return function take(ours) {
    if (!ours) watcher?.destroy()
    if (!ours || !CloseWatcher) {
      watcher = undefined
      return
    }
    if (watcher) return
    const next = new CloseWatcher()
    watcher = next
    next.addEventListener('close', () => {
      // One that has closed is used up: a panel that still stands open needs the next.
      if (watcher !== next) return
      watcher = undefined
      take(true)
      const pressed = { key: 'Escape', bubbles: true, composed: true, cancelable: true }
      const target = deepFocus(root) ?? outermost()
      target?.dispatchEvent(new KeyboardEvent('keydown', pressed))
    })
  }
}
