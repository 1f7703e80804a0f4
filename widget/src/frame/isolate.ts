const typing = [
  'keydown',
  'keypress',
  'keyup',
  'beforeinput',
  'input',
  'change',
  'paste',
  'copy',
  'cut',
  'compositionstart',
  'compositionupdate',
  'compositionend',
]

/**
 * What is typed, pressed and scrolled in here stays here: a page's shortcuts do not fire, a page that takes over scrolling does not
 * keep ours from it, and a focus trap of the page does not see focus that it would take away.
 */
export function isolate(root: ShadowRoot, signal: AbortSignal): void {
  const stop = (event: Event) => event.stopPropagation()
  for (const type of typing)
    root.addEventListener(type, (event) => (isField(event.composedPath()[0]) || isUsed(event)) && stop(event), {
      signal,
    })
  // A dialog of the page around us would close with the layer that Escape closes here.
  root.addEventListener('keydown', keepEscape, { capture: true, signal })
  for (const type of ['wheel', 'touchmove']) root.addEventListener(type, stop, { signal, passive: true })
  // Traps listen at the document, and while it captures: the window comes before.
  addEventListener('focusin', (event) => event.composedPath().includes(root) && event.stopImmediatePropagation(), {
    capture: true,
    signal,
  })
}

function keepEscape(event: Event): void {
  if (!(event instanceof KeyboardEvent) || event.key !== 'Escape' || event.isComposing) return
  const within = (node: EventTarget) => node instanceof Element && node.matches('damso-panel[mode=popup]')
  if (event.composedPath().some(within)) event.preventDefault()
}

const isField = (target: EventTarget | undefined) =>
  target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement || target instanceof HTMLSelectElement

/** A key that did something in here, or presses one of our buttons. Others are the page's, such as `/` on the launcher. */
const isUsed = (event: Event) =>
  event instanceof KeyboardEvent && (event.defaultPrevented || event.key === 'Enter' || event.key === ' ')

/** What has the focus, in whatever shadow root below. The panel has the same: shared, it would be a request of its own. */
export function deepFocus(root: ShadowRoot): Element | null {
  let focused = root.activeElement
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  return focused
}

/** Whether a field inside this root has focus. */
export const fieldFocused = (root: ShadowRoot): boolean => isField(deepFocus(root) ?? undefined)
