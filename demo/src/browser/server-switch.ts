import type { Status } from '../backend/status.ts'
import { each, one } from './dom.ts'

/** Shows how each server is, and ends it or brings it back. */
export function followServers(): void {
  each('.server', (server) => {
    const state = one('.state', server)
    one<HTMLButtonElement>('button', server).addEventListener('click', () => {
      const action = state.dataset.state === 'stopped' ? 'start' : 'kill'
      void fetch(`/control/${server.dataset.name}/${action}`, { method: 'POST' })
    })
  })
  new EventSource('/control/status').addEventListener('message', ({ data }) => {
    const { servers, seeding } = JSON.parse(data) as Status
    each('.server', (server) => showState(server, servers[server.dataset.name ?? ''] ?? 'stopped'))
    showFilling(seeding)
  })
}

function showState(server: HTMLElement, state: Status['servers'][string]): void {
  const words = JSON.parse(server.dataset.states ?? '{}') as Record<typeof state, string>
  const output = one('.state', server)
  output.dataset.state = state
  output.textContent = words[state]
  const button = one<HTMLButtonElement>('button', server)
  button.textContent = (state === 'stopped' ? button.dataset.start : button.dataset.kill) ?? ''
  button.disabled = state === 'starting'
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
