import { one } from './dom.ts'
import type { Line } from './line.ts'
import { followReports } from './reports.ts'
import { readSettings, writeLine } from './settings.ts'

export interface Seats {
  /** Opens both pages anew, with these in their addresses; empty ones are left out. */
  reload(options: Record<string, string>): void
}

/**
 * The members side by side: whose seat each is, and how good their line.
 * @param onChange another member took a seat
 */
export function openSeats(onChange: () => void): Seats {
  const seats = [...document.querySelectorAll<HTMLElement>('.seat')]
  let options: Record<string, string> = {}
  for (const seat of seats) {
    const select = one<HTMLSelectElement>('.persona', seat)
    showLine(seat, select.value)
    select.addEventListener('change', () => {
      showLine(seat, select.value)
      open(seat, options, 'hikes')
      onChange()
    })
    seat.addEventListener('change', ({ target }) => {
      if (target instanceof HTMLInputElement) writeLine(select.value, target.value as Line)
    })
  }
  followReports(({ event, id }, persona) => {
    const seat = seats.find((each) => one<HTMLSelectElement>('.persona', each).value === persona)
    const node = seat?.querySelector('.node')
    if (event === 'connected' && node) node.textContent = id
  })
  return {
    reload(next) {
      options = next
      for (const seat of seats) open(seat, options, currentPage(seat))
    },
  }
}

function open(seat: HTMLElement, options: Record<string, string>, page: string): void {
  const { value: persona, selectedOptions } = one<HTMLSelectElement>('.persona', seat)
  const name = selectedOptions[0]?.text ?? persona
  const frame = one<HTMLIFrameElement>('iframe', seat)
  const set = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== ''))
  const query = new URLSearchParams({ persona, ...set })
  // Whom it connected before is gone, and cannot say so any more.
  seat.querySelector('.node')?.replaceChildren()
  frame.title = frame.title.replace(/: .*/, `: ${name}`)
  frame.src = `/${seat.dataset.site}/${page}?${query}`
  seat.setAttribute('aria-label', name)
  one<HTMLAnchorElement>('.alone', seat).href = `/?${query}`
}

/** Where the member went in their frame by themselves. */
const currentPage = (seat: HTMLElement) =>
  one<HTMLIFrameElement>('iframe', seat).contentWindow?.location.pathname.split('/')[2] ?? 'hikes'

function showLine(seat: HTMLElement, persona: string): void {
  const { line } = readSettings(persona)
  for (const radio of seat.querySelectorAll<HTMLInputElement>('input[type="radio"]'))
    radio.checked = radio.value === line
}
