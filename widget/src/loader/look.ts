/** Scheme and accent of a chat, in line with its attributes and with what it inherits. */
export class Look {
  readonly #chat: HTMLElement
  readonly #place: HTMLElement
  readonly #accent = new CSSStyleSheet()
  #worn: string | null = null

  /** @param place carries the scheme */
  constructor(chat: HTMLElement, root: ShadowRoot, place: HTMLElement) {
    this.#chat = chat
    this.#place = place
    root.adoptedStyleSheets.push(this.#accent)
  }

  update(): void {
    const accent = this.#chat.getAttribute('accent')
    // A sheet that is written again lays out everything inside again.
    if (accent !== this.#worn)
      this.#accent.replaceSync(
        accent !== null && CSS.supports('color', accent) ? `.root { --damso-accent: ${accent} }` : '',
      )
    this.#worn = accent
    const theme = this.#chat.getAttribute('theme')
    const inherited = getComputedStyle(this.#chat).colorScheme
    this.#place.dataset.theme =
      theme === 'light' || theme === 'dark' ? theme : inherited === 'normal' || inherited === '' ? 'system' : 'inherit'
  }
}
