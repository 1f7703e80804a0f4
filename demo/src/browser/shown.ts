/** What the demo needs of a `<damso-message>`. */
interface Row {
  /** Null: not stored yet. */
  id: string | null
  nonce: string
  at: number
}

/**
 * Looks at what stands on the screen, through every open shadow root, as a reader would: each message said since
 * `since` (asked each time, by the clock that both share here), and each that stands there more than once.
 */
export function watchShown(since: () => number, report: (event: 'shown' | 'duplicated', id: string) => void): void {
  setInterval(() => {
    const seen = new Set<string>()
    const start = since()
    for (const { row } of messagesIn(document)) {
      if (!row || row.at < start) continue
      if (row.id !== null) report('shown', row.id)
      // By nonce too: a bubble and its stored message side by side would be one message twice. Others' have none.
      for (const name of [row.id, row.nonce]) {
        if (!name) continue
        if (seen.has(name)) report('duplicated', name)
        seen.add(name)
      }
    }
  }, 500)
}

function* messagesIn(root: ParentNode): Generator<HTMLElement & { row?: Row }> {
  for (const element of root.querySelectorAll<HTMLElement & { row?: Row }>('*')) {
    if (element.localName === 'damso-message') yield element
    if (element.shadowRoot) yield* messagesIn(element.shadowRoot)
  }
}
