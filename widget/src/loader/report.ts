import { ClientFault, type ClientFaultCode } from '../client/client-fault.ts'
import type { FaultCardModule } from '../fault-card/fault-card.ts'
import { checkPage } from '../help/help.ts'
import { isDebugged, siteOf } from './given.ts'

/** Detail of a `damso-error` event. */
export interface ErrorDetail {
  code: ClientFaultCode
  message: string
}

/**
 * Raises `damso-error`, each time, and says it once per code: in the console, and where a developer looks on, on a card.
 * @param server its address
 */
export function createReporter(
  chat: HTMLElement,
  server: () => string,
  loadCard: () => Promise<FaultCardModule>,
): (error: unknown) => void {
  const told = new Set<ClientFaultCode>()
  return (error) => {
    const { code, message } = error instanceof Error && 'code' in error ? (error as ClientFault) : unexpected(error)
    const detail: ErrorDetail = { code, message }
    const quiet = !chat.dispatchEvent(
      new CustomEvent('damso-error', { detail, bubbles: true, composed: true, cancelable: true }),
    )
    if (quiet || told.has(code)) return
    told.add(code)
    const setup = { site: siteOf(chat), origin: location.origin, server: server() }
    const line = `[damso] ${code}: ${message} (see ${checkPage(setup, code)})`
    // biome-ignore lint/suspicious/noConsole: the one line that a page's developer has to see
    console.error(line)
    if (!isDebugged(chat)) return
    loadCard()
      .then(({ showFault }) => showFault(chat, detail, setup))
      .catch(() => showLine(chat, line))
  }
}

/** Where not even the card comes: the console's line, to be folded away. */
function showLine(chat: HTMLElement, line: string): void {
  const card = document.createElement('details')
  card.open = true
  card.append(line)
  chat.shadowRoot?.firstElementChild?.append(card)
  chat.addEventListener('damso-connection', ({ detail }) => detail.state === 'connected' && card.remove())
}

const unexpected = (error: unknown) => new ClientFault('SERVER', error instanceof Error ? error.message : String(error))
