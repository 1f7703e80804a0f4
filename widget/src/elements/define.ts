import type { LitElement } from 'lit'

/** What can be styled from outside an element, by its class: parts of its own, and of the elements in it so far. */
const exported = new Map<unknown, Set<string>>()

/**
 * Like Lit's `customElement`, but a second copy of the widget in a page is not an error.
 * @param parts of its own; a page reaches them, as `damso-chat::part(…)`, through every shadow root around
 */
export const define =
  (name: string, ...parts: string[]) =>
  (element: typeof LitElement): void => {
    if (customElements.get(name)) return
    exported.set(element, new Set(parts))
    element.addInitializer((instance) => instance.addController({ hostConnected: () => exportParts(instance) }))
    customElements.define(name, element)
  }

/** `exportparts` knows no wildcard: whoever comes into a shadow root tells the element around of its parts, and that one the next. */
function exportParts(element: Element): void {
  const parts = exported.get(element.constructor)
  if (parts === undefined || parts.size === 0) return
  const list = [...parts].join()
  if (element.getAttribute('exportparts') !== list) element.setAttribute('exportparts', list)
  const around = element.getRootNode()
  if (!(around instanceof ShadowRoot)) return
  const known = exported.get(around.host.constructor)
  if (known === undefined) return
  for (const part of parts) known.add(part)
  // Another of its class may have learned of these before.
  if (around.host.getAttribute('exportparts') !== [...known].join()) exportParts(around.host)
}
