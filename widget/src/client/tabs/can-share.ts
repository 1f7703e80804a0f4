/** Web Locks elect the tab that holds the socket, a BroadcastChannel leads to it. */
export const canShare = (): boolean => globalThis.navigator?.locks !== undefined && 'BroadcastChannel' in globalThis
