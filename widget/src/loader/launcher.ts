import { ElementBase } from './element-base.ts'
import { launcherStyles } from './launcher.styles.ts'
import { sheet } from './sheet.ts'

const BUBBLE = 'M20.5 11.5a8 8 0 0 1-8.2 8 8.6 8.6 0 0 1-3.7-.8L4 20l1.3-4.3a7.6 7.6 0 0 1-1-4.2 8.1 8.1 0 0 1 16.2 0z'
const CHEVRON = 'm6.5 9.5 5.5 5.5 5.5-5.5'

export interface LauncherState {
  open: boolean
  unread: number
  /** What a screen reader says. */
  label: string
}

/**
 * The round button in the page's corner: a speech bubble with a count when closed, a chevron when open.
 *
 * @csspart button - the circle
 * @csspart badge - the count
 */
export class DamsoLauncher extends ElementBase {
  readonly #button = document.createElement('button')
  readonly #badge = document.createElement('span')
  readonly #path = document.createElementNS(SVG, 'path')

  constructor() {
    super()
    const root = this.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [sheet(launcherStyles)]
    const icon = document.createElementNS(SVG, 'svg')
    for (const [name, value] of Object.entries({
      width: '24',
      height: '24',
      viewBox: '0 0 24 24',
      'aria-hidden': 'true',
    }))
      icon.setAttribute(name, value)
    icon.append(this.#path)
    this.#button.type = 'button'
    this.#button.setAttribute('part', 'button')
    this.#badge.setAttribute('part', 'badge')
    this.#badge.setAttribute('aria-hidden', 'true')
    this.#button.append(icon, this.#badge)
    root.append(this.#button)
    this.update({ open: false, unread: 0, label: '' })
  }

  update({ open, unread, label }: LauncherState): void {
    this.#path.setAttribute('d', open ? CHEVRON : BUBBLE)
    this.#badge.textContent = open || unread === 0 ? '' : unread > 99 ? '99+' : String(unread)
    this.#button.setAttribute('aria-expanded', String(open))
    this.#button.setAttribute('aria-label', label)
  }

  override focus(): void {
    this.#button.focus()
  }
}

const SVG = 'http://www.w3.org/2000/svg'

declare global {
  interface HTMLElementTagNameMap {
    'damso-launcher': DamsoLauncher
  }
}
