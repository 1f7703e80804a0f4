/** What stands between a member and the server: nothing, a bad line, or no line. */
export type Line = 'online' | 'slow' | 'offline'

const slowness = { least: 600, most: 1_600 }

let line: Line = 'online'
const sockets = new Set<LineSocket>()

/** `closed`: no socket is left; without data. */
export type Observer = (direction: 'out' | 'in' | 'closed', data?: unknown) => void
let observe: Observer = () => {}

/**
 * Puts the line between this page and one server, by `fetch` and `WebSocket`; the page itself is not touched.
 * @param origin of the server
 * @param observer sees what passes through sockets
 */
export function installLine(origin: string, observer: Observer): void {
  observe = observer
  const fetchDirectly = window.fetch.bind(window)
  window.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, location.href)
    if (url.origin !== origin) return fetchDirectly(input, init)
    if (line === 'offline') throw new TypeError('Failed to fetch')
    await delay()
    return fetchDirectly(input, init)
  }
  window.WebSocket = LineSocket
  Object.defineProperty(navigator, 'onLine', { get: () => line !== 'offline' })
}

/** Going offline cuts what is open; browsers tell the page of both turns. */
export function setLine(next: Line): void {
  if (next === line) return
  const wasOffline = line === 'offline'
  line = next
  if (next === 'offline') for (const socket of sockets) socket.close()
  if (wasOffline !== (next === 'offline')) window.dispatchEvent(new Event(next === 'offline' ? 'offline' : 'online'))
}

const delay = () =>
  line === 'slow'
    ? new Promise<void>((resolve) =>
        setTimeout(resolve, slowness.least + Math.random() * (slowness.most - slowness.least)),
      )
    : Promise.resolve()

class LineSocket extends WebSocket {
  // A line delays, it does not reorder: each waits for the one before it.
  #outgoing: Promise<void> = Promise.resolve()
  #incoming: Promise<void> = Promise.resolve()
  #passing = false

  constructor(url: string | URL, protocols?: string | string[]) {
    // Without a line there is no server: this address of it answers no socket.
    super(line === 'offline' ? new URL('/offline', url) : url, protocols)
    sockets.add(this)
    this.addEventListener('close', () => {
      sockets.delete(this)
      // A page that has another one already did not lose its connection.
      if (sockets.size === 0) observe('closed')
    })
    this.addEventListener('message', (event) => {
      if (this.#passing) return
      event.stopImmediatePropagation()
      this.#incoming = this.#incoming.then(delay).then(() => {
        if (this.readyState !== WebSocket.OPEN) return
        observe('in', event.data)
        this.#passing = true
        this.dispatchEvent(new MessageEvent('message', { data: event.data, origin: event.origin }))
        this.#passing = false
      })
    })
  }

  override send(data: string | Blob | BufferSource): void {
    this.#outgoing = this.#outgoing.then(delay).then(() => {
      if (this.readyState !== WebSocket.OPEN) return
      observe('out', data)
      super.send(data)
    })
  }
}
