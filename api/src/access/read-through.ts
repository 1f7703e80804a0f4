import { createLruMap } from '../lru-map.ts'

/** A bounded cache that events keep true: what SQL says is kept only if no event for it passed while SQL was asked. */
export interface ReadThrough<V> {
  held(key: string): V | undefined
  /** Asks SQL, always; undefined is never kept. */
  load(key: string, ask: () => Promise<V | undefined>): Promise<V | undefined>
  /** An event for this key passes: what is held becomes what `change` says (undefined: forgotten). */
  pass(key: string, change: (held: V) => V | undefined): void
  /** Events may have passed unseen, for any key. */
  forget(): void
}

/** Attempts to read a row between two of its events; a key that changes faster than SQL answers is a fault of its own. */
const ATTEMPTS = 5

export function createReadThrough<V extends object>(capacity: number): ReadThrough<V> {
  const held = createLruMap<string, V>(capacity)
  const fills = new Map<string, Set<{ overtaken: boolean }>>()

  async function fill(key: string, ask: () => Promise<V | undefined>) {
    const fill = { overtaken: false }
    const running = fills.get(key) ?? new Set()
    fills.set(key, running.add(fill))
    try {
      const value = await ask()
      if (!fill.overtaken) {
        if (value === undefined) held.delete(key)
        else held.set(key, value)
      }
      return { value, overtaken: fill.overtaken }
    } finally {
      running.delete(fill)
      if (running.size === 0) fills.delete(key)
    }
  }

  return {
    held: (key) => held.get(key),

    async load(key, ask) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const { value, overtaken } = await fill(key, ask)
        if (!overtaken) return value
      }
      throw new Error(`${key} changed ${ATTEMPTS} times while it was read`)
    },

    pass(key, change) {
      for (const fill of fills.get(key) ?? []) fill.overtaken = true
      const before = held.get(key)
      if (before === undefined) return
      const after = change(before)
      if (after === undefined) held.delete(key)
      else held.set(key, after)
    },

    forget() {
      for (const running of fills.values()) for (const fill of running) fill.overtaken = true
      held.clear()
    },
  }
}
