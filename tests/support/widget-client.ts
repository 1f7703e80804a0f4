import { type Client, createClient, type KeyValueStorage, type Store } from '@damso/widget/client'
import { WebSocket } from 'ws'
import type { Server } from './server.ts'
import type { TestSite } from './site.ts'

// Node 20 has no WebSocket of its own; the client takes the browser's.
globalThis.WebSocket ??= WebSocket as unknown as typeof globalThis.WebSocket

/** The widget's headless client as a member. */
export const widgetClient = (server: Server, site: TestSite, member: string, storage?: KeyValueStorage): Client =>
  createClient({ site: site.id, server: server.http, session: () => site.token(member), storage })

/** What a browser keeps over a reload. */
export function memoryStorage(): KeyValueStorage {
  const entries = new Map<string, string>()
  return {
    get length() {
      return entries.size
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
  }
}

/** Resolves with the store's value as soon as it is as wished. */
export function until<T>(store: Store<T>, wished: (value: T) => boolean): Promise<T> {
  if (wished(store.value)) return Promise.resolve(store.value)
  return new Promise((resolve) => {
    const stop = store.subscribe((value) => {
      if (!wished(value)) return
      stop()
      resolve(value)
    })
  })
}
