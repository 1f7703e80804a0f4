/**
 * What a page's developer sees of a fault: what has happened, what is behind it, and what to copy. It shares no module with the panel, and
 * its file is any origin's to load, so that it comes where the panel does not.
 * @module
 */
import type { ClientFaultCode } from '../client/client-fault.ts'
import { help } from '../help/en.ts'
import { type Cause, checkPage, fill, runsOf, type Setup } from '../help/help.ts'
import { ko } from '../help/ko.ts'
import { isPopup, langOf } from '../loader/given.ts'
import type { ErrorDetail } from '../loader/report.ts'
import { sheet } from '../loader/sheet.ts'
import { faultCardStyles, placeStyles } from './fault-card.styles.ts'
import { findCause } from './find-cause.ts'
import { words } from './words.ts'

export interface FaultCardModule {
  showFault: typeof showFault
}

/** What a connection shows to be over. */
const mendedByConnection = new Set<string>(['TOKEN', 'SITE', 'ORIGIN', 'NETWORK', 'SOCKET'] satisfies ClientFaultCode[])

const cards = new WeakMap<Element, FaultCard>()

/** Puts a fault on the card of a chat; the newest stands first. */
export function showFault(chat: HTMLElement, fault: ErrorDetail, setup: Setup): void {
  const card = cards.get(chat) ?? new FaultCard(chat)
  cards.set(chat, card)
  card.add(fault, setup)
}

class FaultCard {
  readonly #chat: HTMLElement
  readonly #host = document.createElement('div')
  readonly #section = element('section')
  /** Where focus was before it came here. */
  #from: EventTarget | null = null

  constructor(chat: HTMLElement) {
    this.#chat = chat
    const root = this.#host.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [sheet(faultCardStyles)]
    root.append(this.#section)
    chat.shadowRoot?.adoptedStyleSheets.push(sheet(placeStyles))
    this.#section.setAttribute('aria-label', 'Damso')
    this.#section.dir = 'ltr'
    this.#section.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      this.#close()
    })
    this.#host.addEventListener('focusin', ({ relatedTarget }) => {
      this.#from = relatedTarget
    })
    chat.addEventListener('damso-connection', ({ detail }) => detail.state === 'connected' && this.#connected())
  }

  add({ code, message }: ErrorDetail, setup: Setup): void {
    const korean = langOf(this.#chat).toLowerCase().startsWith('ko')
    const own = words[korean ? 'ko' : 'en']
    const { dataset } = this.#host
    dataset.place = isPopup(this.#chat) ? 'corner' : 'inside'
    dataset.launcher = this.#chat.getAttribute('position') === 'left' ? 'left' : 'right'
    if (!this.#host.isConnected) {
      this.#section.replaceChildren(this.#closeButton(own.close), element('small', own.why))
      this.#section.lang = korean ? 'ko' : 'en'
      this.#chat.shadowRoot?.querySelector('.root')?.append(this.#host)
    }
    const { means, causes } = help[code]
    const said = element('span', message)
    const summary = element('div', element('strong', code), ' ', said)
    said.lang = 'en'
    const told = korean ? causes.map((cause, at) => translated(cause, ko[code].causes[at])) : causes
    const list = element('div', ...causeList(own.causes, told, setup))
    const show = (found: Cause | undefined) => {
      if (found) list.replaceChildren(element('h3', own.cause), ...causeBody(found, setup, true))
    }
    const check = element('a', own.check)
    Object.assign(check, { href: checkPage(setup, code), target: '_blank', rel: 'noopener' })
    const article = element('article', summary, paragraph(korean ? ko[code].means : means, setup), list, check)
    article.dataset.code = code
    summary.setAttribute('role', 'alert')
    this.#section.firstElementChild?.after(article)
    show(told.find(({ says }) => says?.some((words) => message.includes(words))))
    void findCause(code, setup.server).then((name) => show(told.find((cause) => name && cause.name === name)))
  }

  #connected(): void {
    const articles = [...this.#section.querySelectorAll('article')]
    const left = articles.filter(({ dataset }) => !mendedByConnection.has(dataset.code ?? ''))
    for (const article of articles) if (!left.includes(article)) article.remove()
    if (left.length === 0) this.#host.remove()
  }

  #closeButton(label: string): HTMLElement {
    const button = element('button', '×')
    button.setAttribute('type', 'button')
    button.setAttribute('aria-label', label)
    button.addEventListener('click', () => this.#close())
    return button
  }

  #close(): void {
    const from = this.#from
    this.#from = null
    this.#host.remove()
    if (from instanceof HTMLElement && from.isConnected) from.focus()
  }
}

function translated(cause: Cause, [is, mend]: readonly [string, string] = [cause.is, cause.mend]): Cause {
  return { ...cause, is, mend, sign: '' }
}

/** The likeliest is open; the others unfold. */
function causeList(title: string, causes: readonly Cause[], setup: Setup): HTMLElement[] {
  const folded = causes.map((cause, at) => {
    const details = element('details', element('summary', ...runs(cause.is)), ...causeBody(cause, setup))
    details.open = at === 0
    return details
  })
  return [element('h3', title), ...folded]
}

function causeBody({ is, sign, mend, lines }: Cause, setup: Setup, found = false): HTMLElement[] {
  return [
    ...(found ? [element('p', element('b', ...runs(is)))] : sign === '' ? [] : [paragraph(sign, setup)]),
    paragraph(mend, setup),
    ...(lines === undefined ? [] : [element('pre', fill(lines, setup))]),
  ]
}

const paragraph = (text: string, setup: Setup) => element('p', ...runs(fill(text, setup)))

const runs = (text: string) => runsOf(text).map((run, at) => (at % 2 ? element('code', run) : run))

function element<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[T] {
  const made = document.createElement(tag)
  made.append(...children)
  return made
}
