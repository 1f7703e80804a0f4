import type { MountedPanel } from '../frame/frame.ts'

/** What holds the panel: it comes once, and the box is never seen empty. */
export class Box {
  readonly element = document.createElement('div')
  /** Once it is there. */
  panel: MountedPanel | undefined
  #coming: Promise<MountedPanel> | undefined
  /** What it says where the panel does not come. */
  readonly #fault = document.createElement('p')

  constructor() {
    const { element } = this
    element.className = 'box'
    element.hidden = true
    element.setAttribute('part', 'box')
    element.addEventListener('animationend', () => element.classList.remove('opening'))
    this.#fault.setAttribute('role', 'alert')
    this.#fault.dir = 'auto'
  }

  /** Only where it opens, not where the page moves it. */
  animate(): void {
    this.element.classList.add('opening')
  }

  show(open: boolean): void {
    this.element.hidden = !(open && this.element.firstChild)
  }

  /** @throws what kept it from coming; the next call tries again */
  async load(bring: () => Promise<MountedPanel>): Promise<MountedPanel> {
    this.#coming ??= bring()
    try {
      this.panel = await this.#coming
      this.#fault.remove()
      return this.panel
    } catch (error) {
      this.#coming = undefined
      throw error
    }
  }

  fail(words: string): void {
    this.#fault.textContent = words
    this.element.append(this.#fault)
  }

  empty(): void {
    this.panel?.end()
    this.panel = this.#coming = undefined
  }
}
