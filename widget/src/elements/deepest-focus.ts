/** The element that has the focus, in whatever shadow root below this one. */
export function deepestFocus(root: ShadowRoot): HTMLElement | null {
  let focused = root.activeElement
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  return focused as HTMLElement | null
}
