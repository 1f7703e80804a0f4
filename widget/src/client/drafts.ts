import { type Mention, mentionsOf } from './message.ts'
import type { KeyValueStorage } from './unsent-storage.ts'

/** A message that is begun. */
export interface Draft {
  readonly text: string
  /** Whom the text names. */
  readonly mentions: readonly Mention[]
}

/** More rooms than these nobody has begun a message in; the oldest is let go. */
const MOST = 50

/** What is written and not sent, by room. It outlives a navigation where there is a storage, under (site, member). */
export class Drafts {
  readonly #storage: KeyValueStorage | undefined
  readonly #key: string
  readonly #drafts: Map<string, Draft>

  constructor(storage: KeyValueStorage | undefined, site: string, member: string) {
    this.#storage = storage
    this.#key = `damso:drafts:${site}:${encodeURIComponent(member)}`
    this.#drafts = this.#load()
  }

  get(room: string): Draft | undefined {
    return this.#drafts.get(room)
  }

  set(room: string, draft: Draft): void {
    this.#drafts.delete(room)
    this.#drafts.set(room, draft)
    const [oldest] = this.#drafts.keys()
    if (this.#drafts.size > MOST && oldest !== undefined) this.#drafts.delete(oldest)
    this.#save()
  }

  delete(room: string): void {
    if (this.#drafts.delete(room)) this.#save()
  }

  #load(): Map<string, Draft> {
    try {
      const entries: unknown = JSON.parse(this.#storage?.getItem(this.#key) ?? '[]')
      return new Map((entries as unknown[]).slice(-MOST).flatMap(parsed))
    } catch {
      return new Map()
    }
  }

  #save(): void {
    try {
      if (this.#drafts.size === 0) this.#storage?.removeItem(this.#key)
      else this.#storage?.setItem(this.#key, JSON.stringify([...this.#drafts]))
    } catch {
      // The page itself still has them.
    }
  }
}

/** What is not a draft is left out, and takes no other with it. */
function parsed(entry: unknown): [string, Draft][] {
  const [room, draft] = Array.isArray(entry) ? entry : []
  const text = draft?.text
  return typeof room === 'string' && typeof text === 'string' ? [[room, { text, mentions: mentionsOf(draft) }]] : []
}
