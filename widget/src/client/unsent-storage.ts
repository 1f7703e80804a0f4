import { mentionsOf } from './message.ts'
import type { UnsentMessage } from './unsent.ts'

/** What of `localStorage` is used, so that a page without one, or one that throws, loses nothing but the reload. */
export type KeyValueStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

export interface UnsentStorage {
  load(): UnsentMessage[]
  save(message: UnsentMessage): void
  remove(nonce: string): void
}

/**
 * One entry per message, under (site, member, nonce): tabs of one member never overwrite each other's list, and another
 * member never sees it. Whatever fails here is let go: the list itself lives in memory.
 */
export function createUnsentStorage(storage: KeyValueStorage | undefined, site: string, member: string): UnsentStorage {
  const prefix = `damso:unsent:${site}:${encodeURIComponent(member)}:`
  const attempt = <T>(act: (storage: KeyValueStorage) => T, otherwise: T): T => {
    try {
      return storage === undefined ? otherwise : act(storage)
    } catch {
      return otherwise
    }
  }
  return {
    load: () =>
      attempt((storage) => {
        const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '')
        return keys
          .filter((key) => key.startsWith(prefix))
          .flatMap((key) => parsed(storage.getItem(key)))
          .sort((a, b) => a.at - b.at)
      }, []),
    save: (message) =>
      attempt((storage) => storage.setItem(prefix + message.nonce, JSON.stringify(message)), undefined),
    remove: (nonce) => attempt((storage) => storage.removeItem(prefix + nonce), undefined),
  }
}

function parsed(text: string | null): UnsentMessage[] {
  try {
    const value = JSON.parse(text ?? '') as Partial<UnsentMessage>
    const { nonce, room, text: said, at } = value
    const whole =
      typeof nonce === 'string' && typeof room === 'string' && typeof said === 'string' && typeof at === 'number'
    return whole ? [{ ...(value as UnsentMessage), mentions: mentionsOf(value) }] : []
  } catch {
    return []
  }
}
