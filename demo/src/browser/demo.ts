// Runs in the demo page: the switches, the seats, the counters.
import { countReports } from './counters.ts'
import { each, one } from './dom.ts'
import { openSeats } from './seats.ts'
import { followServers } from './server-switch.ts'
import { writeOpened, writeTheme } from './settings.ts'

writeOpened()
const counters = countReports()
const seats = openSeats(() => {
  writeOpened()
  counters.clear()
})
followServers()

const root = document.documentElement
each<HTMLButtonElement>('[data-switch]', (button) => {
  button.addEventListener('click', () => {
    const on = button.getAttribute('aria-pressed') !== 'true'
    button.setAttribute('aria-pressed', String(on))
    if (button.dataset.switch === 'dark') setTheme(on)
    else seats.reload({ csp: isOn('strict') ? 'strict' : '', css: isOn('hostile') ? 'hostile' : '' })
  })
})
setTheme(false)

function setTheme(dark: boolean): void {
  root.dataset.theme = dark ? 'dark' : 'auto'
  writeTheme(dark ? 'dark' : 'auto')
}

const isOn = (name: string) => one(`[data-switch="${name}"]`).getAttribute('aria-pressed') === 'true'
