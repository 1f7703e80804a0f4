import type { RoomName } from '../panel.ts'
import type { DamsoChat } from './damso-chat.ts'

/** `window.damso`: the page's remote control of its popup. */
export interface DamsoApi {
  open(): Promise<void>
  close(): void
  openRoom(room: RoomName): Promise<void>
  signOut(): void
  destroy(): void
  /** A call made before the script had loaded: `(window.damso ||= []).push(['openRoom', {key: 'order-42'}])`. */
  push(...calls: Call[]): void
}

export type Call = [name: 'open' | 'close' | 'openRoom' | 'signOut' | 'destroy', room?: RoomName]

/** @param current the element that stands in the page now */
export function createApi(current: () => DamsoChat | null): DamsoApi {
  const api: DamsoApi = {
    open: async () => current()?.show(),
    close: () => current()?.close(),
    openRoom: async (room) => current()?.openRoom(room),
    signOut: () => current()?.signOut(),
    destroy: () => current()?.destroy(),
    push(...calls) {
      for (const [name, room] of calls) {
        if (name === 'openRoom') {
          if (room) void api.openRoom(room)
        } else void api[name]?.()
      }
    },
  }
  return api
}
