import type { Server } from 'node:http'

/**
 * Takes no more requests and waits for the ones under way; what is not done by then is cut off. Sockets that were
 * upgraded are STOMP's to close, before this.
 */
export async function stopHttp(server: Server, graceMilliseconds = 5_000): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  const cut = setTimeout(() => server.closeAllConnections(), graceMilliseconds)
  await closed
  clearTimeout(cut)
}
