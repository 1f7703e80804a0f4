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
 * What is typed into our fields stays ours: a page's shortcuts do not fire, and a focus trap of the page does not see focus
 * that it would take away.
 */
export function isolate(root: ShadowRoot, signal: AbortSignal): void {
  const stop = (event: Event) => event.stopPropagation()
  for (const type of typing) {
    root.addEventListener(type, (event) => isField(event.composedPath()[0]) && stop(event), { signal })
  }
  root.addEventListener('focusin', stop, { signal })
}

const isField = (target: EventTarget | undefined) =>
  target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement

/** The element that has focus, through every shadow root. */
function deepFocus(root: DocumentOrShadowRoot = document): Element | null {
  const { activeElement } = root
  return activeElement?.shadowRoot ? deepFocus(activeElement.shadowRoot) : activeElement
}

/** Whether a field inside this root has focus. */
export const fieldFocused = (root: ShadowRoot): boolean => isField(deepFocus(root) ?? undefined)
