import { one } from './dom.ts'
import { followReports } from './reports.ts'

const shown = ['sent', 'stored', 'shown', 'duplicated', 'violations'] as const
type Counter = (typeof shown)[number]

/** Adds up what the frames report: each message once per kind and member, however often it is reported. */
export function countReports(): { clear(): void } {
  const seen: Record<Counter, Set<string>> = {
    sent: new Set(),
    stored: new Set(),
    shown: new Set(),
    duplicated: new Set(),
    violations: new Set(),
  }
  const write = () => {
    for (const counter of shown) one(`#count-${counter}`).textContent = String(seen[counter].size)
  }
  followReports(({ event, id }, persona) => {
    if (event === 'received' || event === 'connected') return
    seen[event === 'violation' ? 'violations' : event].add(`${persona} ${id}`)
    write()
  })
  return {
    clear() {
      for (const counter of shown) seen[counter].clear()
      write()
    },
  }
}
