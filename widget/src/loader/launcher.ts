const BUBBLE = 'M20.5 11.5a8 8 0 0 1-8.2 8 8.6 8.6 0 0 1-3.7-.8L4 20l1.3-4.3a7.6 7.6 0 0 1-1-4.2 8.1 8.1 0 0 1 16.2 0z'
const CHEVRON = 'm6.5 9.5 5.5 5.5 5.5-5.5'
const SVG = 'http://www.w3.org/2000/svg'

interface LauncherState {
  open: boolean
  unread: number
  /** What a screen reader says. */
  label: string
}

/** The round button in the page's corner: a speech bubble with a count when closed, a chevron when open, or the page's own icons. */
export class Launcher {
  readonly element = document.createElement('button')
  readonly #badge = document.createElement('span')
  readonly #path = document.createElementNS(SVG, 'path')
  readonly #slot = document.createElement('slot')

  constructor() {
    const icon = document.createElementNS(SVG, 'svg')
    icon.setAttribute('viewBox', '0 0 24 24')
    icon.append(this.#path)
    this.#slot.append(icon)
    this.element.type = 'button'
    this.element.part.add('launcher')
    this.#badge.part.add('badge')
    this.element.append(this.#slot, this.#badge)
  }

  update({ open, unread, label }: LauncherState): void {
    this.#path.setAttribute('d', open ? CHEVRON : BUBBLE)
    this.#slot.name = open ? 'launcher-icon-open' : 'launcher-icon'
    this.#badge.textContent = open || unread === 0 ? '' : unread > 99 ? '99+' : String(unread)
    this.element.ariaExpanded = String(open)
    this.element.ariaLabel = label
  }
}
