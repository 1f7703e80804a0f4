import type { KeyValueStorage } from '../client/unsent-storage.ts'
import type { PageStorages } from '../loader/shared-session.ts'

/**
 * A browser's storage as far as it may be used: until it is allowed, and where it is blocked or full, entries live in the
 * page alone. Nothing here throws.
 */
export class ConsentStorage implements KeyValueStorage {
  readonly #find: () => Storage
  readonly #memory = new Map<string, string>()
  #stored: Storage | undefined

  /** @param find throws where the page's storage is blocked */
  constructor(find: () => Storage, allowed: boolean) {
    this.#find = find
    if (allowed) this.allow()
  }

  /** From now on entries outlive the page; those of before are carried over. */
  allow(): void {
    try {
      this.#stored = this.#find()
    } catch {
      return
    }
    const before = [...this.#memory]
    this.#memory.clear()
    for (const [key, value] of before) this.setItem(key, value)
  }

  get length(): number {
    return this.#keys().length
  }

  key(index: number): string | null {
    return this.#keys()[index] ?? null
  }

  getItem(key: string): string | null {
    return this.#memory.get(key) ?? this.#stored?.getItem(key) ?? null
  }

  setItem(key: string, value: string): void {
    try {
      this.#memory.delete(key)
      if (this.#stored) this.#stored.setItem(key, value)
      else this.#memory.set(key, value)
    } catch {
      // Full: an older value must not come back in place of this one.
      this.removeItem(key)
      this.#memory.set(key, value)
    }
  }

  removeItem(key: string): void {
    this.#memory.delete(key)
    this.#stored?.removeItem(key)
  }

  #keys(): string[] {
    return [...Object.keys(this.#stored ?? {}), ...this.#memory.keys()]
  }
}

/** What the browser keeps for a page's chats. */
export function openStorages(allowed: boolean): PageStorages {
  const local = new ConsentStorage(() => localStorage, allowed)
  const tab = new ConsentStorage(() => sessionStorage, allowed)
  return {
    local,
    tab,
    allow() {
      local.allow()
      tab.allow()
    },
  }
}
