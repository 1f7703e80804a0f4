import { closeCodes, destinations } from '@damso/schema/model'
import { Client, type IFrame, type StompHeaders, Versions } from '@stomp/stompjs'
import { backoff } from './backoff.ts'
import { ClientFault, type ClientFaultCode, disconnected, faultCodeOf, unreachable } from './client-fault.ts'
import { type Connection, type ConnectionState, type Outcome, RECEIPT_TIMEOUT } from './connection.ts'
import { createNonce } from './nonce.ts'
import type { Session } from './session.ts'
import { Store, type Unsubscribe } from './store.ts'

export interface SocketOptions {
  site: string
  /** Ends in a slash; `stomp` is resolved against it. */
  server: string
  session: Session
  onFault: (fault: ClientFault) => void
}

/** Within this many failed attempts in a row nobody is told; connections do break. */
const QUIET_FAILURES = 3
const HEART_BEAT = 10_000

/** A connection over a WebSocket of its own. */
export class SocketConnection implements Connection {
  readonly state = new Store<ConnectionState>('off')
  readonly #options: SocketOptions
  readonly #waiting = new Map<string, { settle: (outcome: Outcome) => void; fail: (fault: ClientFault) => void }>()
  readonly #refusals = new Map<string, number>()
  #client: Client | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #attempt = 0
  #stopRenewing: Unsubscribe | undefined

  constructor(options: SocketOptions) {
    this.#options = options
  }

  open(): void {
    if (this.state.value !== 'off') return
    this.#stopRenewing = this.#options.session.onRenewed((token) => this.signal(destinations.session, { token }))
    this.#connect()
  }

  close(): void {
    this.#stop({ force: false })
  }

  pause(): void {
    this.#stop({ force: true })
  }

  wake(): void {
    if (this.state.value !== 'waiting') return
    clearTimeout(this.#timer)
    this.#attempt = 0
    this.#connect()
  }

  send(destination: string, body: object): Promise<Outcome> {
    if (this.state.value !== 'connected') return Promise.reject(disconnected())
    const receipt = createNonce()
    return new Promise((resolve, reject) => {
      // A socket that is open and silent is no better than a closed one: the reconnect tells what is known.
      const timer = setTimeout(() => this.#lost(), RECEIPT_TIMEOUT)
      const end = () => {
        clearTimeout(timer)
        this.#waiting.delete(receipt)
      }
      this.#waiting.set(receipt, {
        settle: (outcome) => {
          end()
          resolve(outcome)
        },
        fail: (fault) => {
          end()
          reject(fault)
        },
      })
      this.#publish(destination, body, { receipt })
    })
  }

  signal(destination: string, body: object): void {
    if (this.state.value === 'connected') this.#publish(destination, body, {})
  }

  subscribe<E>(destination: string, id: string, headers: StompHeaders, listener: (event: E) => void): Unsubscribe {
    const client = this.#client
    if (!client?.connected) return () => {}
    const { unsubscribe } = client.subscribe(destination, ({ body }) => listener(JSON.parse(body) as E), {
      ...headers,
      id,
    })
    return () => {
      if (client === this.#client && client.connected) unsubscribe()
    }
  }

  #stop(how: { force: boolean }): void {
    clearTimeout(this.#timer)
    this.#stopRenewing?.()
    this.#drop(how)
    this.state.set('off')
  }

  #publish(destination: string, body: object, headers: StompHeaders): void {
    this.#client?.publish({
      destination,
      body: JSON.stringify(body),
      headers: { ...headers, 'content-type': 'application/json' },
    })
  }

  async #connect(): Promise<void> {
    this.state.set('connecting')
    const { session, site, server } = this.#options
    let token: string | null
    try {
      token = await session.token()
    } catch (error) {
      this.#retry(faultCodeOf(error), error instanceof Error ? error.message : '')
      return
    }
    if (this.state.value !== 'connecting') return
    if (token === null) {
      this.state.set('off')
      return
    }
    let socket: WebSocket
    try {
      socket = openSocket(server)
    } catch {
      this.#lost()
      return
    }
    const client = new Client({
      webSocketFactory: () => socket,
      stompVersions: new Versions([Versions.V1_2]),
      connectHeaders: { host: site, passcode: token },
      heartbeatIncoming: HEART_BEAT,
      heartbeatOutgoing: HEART_BEAT,
      connectionTimeout: 10_000,
      // stompjs reconnects at fixed times; ours are spread and carry a fresh token.
      reconnectDelay: 0,
      // Otherwise a dead network keeps the old socket, and us, waiting for its close.
      discardWebsocketOnCommFailure: true,
      onConnect: () => this.#connected(),
      onUnhandledReceipt: (frame) => this.#receipt(frame),
      onStompError: (frame) => this.#error(frame),
      onWebSocketClose: (event: { code?: number } | undefined) => {
        if (client === this.#client) this.#lost(event?.code)
      },
    })
    this.#client = client
    client.activate()
  }

  #connected(): void {
    this.#attempt = 0
    this.#refusals.clear()
    this.#client?.subscribe(
      destinations.errors,
      ({ body }) => {
        const { receipt, retryAfter } = JSON.parse(body) as { receipt?: string; retryAfter?: number }
        if (receipt !== undefined && retryAfter !== undefined) this.#refusals.set(receipt, retryAfter)
      },
      { id: 'errors' },
    )
    this.state.set('connected')
  }

  #receipt({ headers }: IFrame): void {
    const receipt = headers['receipt-id'] ?? ''
    const retryAfter = this.#refusals.get(receipt)
    this.#refusals.delete(receipt)
    this.#waiting
      .get(receipt)
      ?.settle(
        headers.outcome === 'refused'
          ? { outcome: 'refused', code: headers.code ?? 'INVALID', retryAfter }
          : { outcome: 'stored', position: Number(headers.position ?? 0), id: headers['message-id'] },
      )
  }

  #error({ headers }: IFrame): void {
    const code = fatal[headers.code ?? '']
    if (code !== undefined) this.#retry(code, headers.message ?? '')
  }

  #lost(close?: number): void {
    if (this.state.value === 'off' || this.state.value === 'waiting') return
    const code: ClientFaultCode = close === closeCodes.TOKEN ? 'TOKEN' : 'SOCKET'
    this.#retry(code, `no WebSocket to ${this.#options.server}stomp`)
  }

  #retry(code: ClientFaultCode, message: string): void {
    this.#drop()
    if (code === 'TOKEN') this.#options.session.renew().catch(() => {})
    const quiet = code === 'SOCKET' || code === 'TOKEN' ? QUIET_FAILURES : 1
    this.#attempt++
    if (this.#attempt === quiet) void this.#tell(code, message)
    this.state.set('waiting')
    this.#timer = setTimeout(() => this.#connect(), backoff(this.#attempt - 1))
  }

  async #tell(code: ClientFaultCode, message: string): Promise<void> {
    const { server, onFault } = this.#options
    // Without a network there is nothing that a page's developer could mend.
    if (globalThis.navigator?.onLine === false) return
    const down = code === 'SOCKET' && !(await isReachable(server))
    onFault(down ? unreachable(server) : new ClientFault(code, message))
  }

  #drop({ force } = { force: true }): void {
    const client = this.#client
    this.#client = undefined
    void client?.deactivate({ force })
    for (const { fail } of [...this.#waiting.values()]) fail(disconnected())
  }
}

/** Made here and not by stompjs, so that a refusal by the page's CSP is caught. */
function openSocket(server: string): WebSocket {
  const url = new URL('stomp', server)
  url.protocol = url.protocol.replace('http', 'ws')
  return new WebSocket(url, 'v12.stomp')
}

/** A socket that does not open says nothing of why; whether anything answers there tells a proxy from a dead server. */
const isReachable = (server: string): Promise<boolean> =>
  fetch(server, { method: 'HEAD', mode: 'no-cors', cache: 'no-store', credentials: 'omit' }).then(
    () => true,
    () => false,
  )

/** ERROR codes that a retry alone does not mend: told at once, and tried again rarely. */
const fatal: Record<string, ClientFaultCode> = { TOKEN: 'TOKEN', SITE: 'SITE', ORIGIN: 'ORIGIN', FORBIDDEN: 'REQUEST' }
