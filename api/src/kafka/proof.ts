/** What is still to be found before something holds again, and who waits for that. */
export interface Proof {
  /** All of these are to be found, again. */
  doubt(parts: Iterable<number>): void
  found(part: number): void
  isOpen(part: number): boolean
  /** Resolves when nothing is open; rejects when nothing more will be found. */
  complete(): Promise<void>
  end(): void
}

export function createProof(): Proof {
  const open = new Set<number>()
  const waiting = new Set<{ resolve(): void; reject(why: Error): void }>()
  const over = new Error('it is followed no longer')
  let ended = false

  return {
    doubt(parts) {
      for (const part of parts) open.add(part)
    },
    found(part) {
      if (!open.delete(part) || open.size > 0) return
      for (const { resolve } of waiting) resolve()
      waiting.clear()
    },
    isOpen: (part) => open.has(part),
    complete() {
      if (ended) return Promise.reject(over)
      if (open.size === 0) return Promise.resolve()
      return new Promise((resolve, reject) => waiting.add({ resolve, reject }))
    },
    end() {
      ended = true
      for (const { reject } of waiting) reject(over)
      waiting.clear()
    },
  }
}
