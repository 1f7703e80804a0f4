import type { KeyValueStorage } from './unsent-storage.ts'

/** More rooms than these nobody has begun a message in; the oldest is let go. */
const MOST = 50

/** What is written and not sent, by room. It outlives a navigation where there is a storage, under (site, member). */
export class Drafts {
  readonly #storage: KeyValueStorage | undefined
  readonly #key: string
  readonly #texts: Map<string, string>

  constructor(storage: KeyValueStorage | undefined, site: string, member: string) {
    this.#storage = storage
    this.#key = `damso:drafts:${site}:${encodeURIComponent(member)}`
    this.#texts = this.#load()
  }

  get(room: string): string | undefined {
    return this.#texts.get(room)
  }

  set(room: string, text: string): void {
    this.#texts.delete(room)
    this.#texts.set(room, text)
    const [oldest] = this.#texts.keys()
    if (this.#texts.size > MOST && oldest !== undefined) this.#texts.delete(oldest)
    this.#save()
  }

  delete(room: string): void {
    if (this.#texts.delete(room)) this.#save()
  }

  #load(): Map<string, string> {
    try {
      const entries: unknown = JSON.parse(this.#storage?.getItem(this.#key) ?? '[]')
      return new Map((entries as [string, string][]).filter((entry) => entry.every((part) => typeof part === 'string')))
    } catch {
      return new Map()
    }
  }

  #save(): void {
    try {
      if (this.#texts.size === 0) this.#storage?.removeItem(this.#key)
      else this.#storage?.setItem(this.#key, JSON.stringify([...this.#texts]))
    } catch {
      // The page itself still has them.
    }
  }
}
