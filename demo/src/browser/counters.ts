import { one } from './dom.ts'
import type { Report } from './frame.ts'

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
  window.addEventListener('message', ({ origin, data }) => {
    if (origin !== location.origin || !data?.damsoDemo) return
    const { damsoDemo, persona } = data as { damsoDemo: Report; persona: string }
    const counter = damsoDemo.event === 'violation' ? 'violations' : damsoDemo.event
    if (counter === 'received') return
    seen[counter].add(`${persona} ${damsoDemo.id}`)
    write()
  })
  return {
    clear() {
      for (const counter of shown) seen[counter].clear()
      write()
    },
  }
}
