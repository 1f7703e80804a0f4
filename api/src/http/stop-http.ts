import type { Server } from 'node:http'

const IDLE_LOOK_MILLISECONDS = 50

/**
 * Takes no more connections and waits for the requests under way; what is not done by then is cut off. A client that keeps
 * one connection busy would hold it open for ever: each answer tells it to let go. Sockets that were upgraded are STOMP's
 * to close, before this.
 */
export async function stopHttp(server: Server, graceMilliseconds = 5_000): Promise<void> {
  server.prependListener('request', (_, response) => response.setHeader('connection', 'close'))
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // Answered before it was told, and now idle.
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_LOOK_MILLISECONDS)
  const cut = setTimeout(() => server.closeAllConnections(), graceMilliseconds)
  await closed
  clearInterval(idle)
  clearTimeout(cut)
}
