// Runs in a community's page: obeys the demo's switches and reports what happens to messages.

import { installLine, setLine } from './line.ts'
import { followSettings, openedAt } from './settings.ts'
import { watchShown } from './shown.ts'
import { type Delivery, watchStomp } from './watch-stomp.ts'

const script = document.querySelector<HTMLScriptElement>('script[data-persona]')
const { persona = '', api = '' } = script?.dataset ?? {}
const root = document.documentElement
const ownTheme = root.dataset.theme

installLine(api, watchStomp(report))
followSettings(persona, ({ line, theme }) => {
  setLine(line)
  root.dataset.theme = theme === 'dark' ? theme : ownTheme
})
for (const button of document.querySelectorAll<HTMLElement>('[data-open-room]')) {
  button.addEventListener('click', () => openRoom(button.dataset.openRoom ?? ''))
}
watchShown(openedAt, (event, id) => report({ event, id }))
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  report({ event: 'violation', id: `${violatedDirective} ${blockedURI} ${crypto.randomUUID()}` }),
)

/** As any page does it: what is pushed before the widget has loaded is done when it has. */
function openRoom(key: string): void {
  const page = window as { damso?: { push(call: unknown): void } }
  page.damso ??= []
  page.damso.push(['openRoom', { key }])
}

/** What the demo page counts or shows; the demo page is on our own origin. */
export type Report = Delivery | { event: 'shown' | 'duplicated' | 'violation'; id: string }

function report(report: Report): void {
  window.parent.postMessage({ damsoDemo: report, persona }, location.origin)
}
