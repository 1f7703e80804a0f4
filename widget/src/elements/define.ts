/** Like Lit's `customElement`, but a second copy of the widget in a page is not an error. */
export const define =
  (name: string) =>
  (element: CustomElementConstructor): void => {
    if (!customElements.get(name)) customElements.define(name, element)
  }
