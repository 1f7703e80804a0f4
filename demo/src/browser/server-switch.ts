import type { Status } from '../backend/status.ts'
import { one } from './dom.ts'

/** Shows how the server is, and ends it or brings it back. */
export function followServer(): void {
  const button = one<HTMLButtonElement>('#server-switch')
  const state = one<HTMLOutputElement>('#server-state')
  const words = JSON.parse(one('.server').dataset.states ?? '{}') as Record<Status['server'], string>

  const show = ({ server, seeding }: Status) => {
    state.dataset.state = server
    state.textContent = words[server]
    button.textContent = (server === 'stopped' ? button.dataset.start : button.dataset.kill) ?? ''
    button.disabled = server === 'starting'
    showFilling(seeding)
  }
  button.addEventListener('click', () => {
    void fetch(`/control/${state.dataset.state === 'stopped' ? 'start' : 'kill'}`, { method: 'POST' })
  })
  new EventSource('/control/status').addEventListener('message', ({ data }) => show(JSON.parse(data) as Status))
}

function showFilling(seeding: Status['seeding']): void {
  const line = one('#filling')
  line.hidden = seeding === null
  if (!seeding) return
  const bar = one<HTMLProgressElement>('progress', line)
  bar.max = seeding.count
  bar.value = seeding.stored
  bar.title = `${seeding.title}: ${seeding.stored.toLocaleString()} / ${seeding.count.toLocaleString()}`
}
