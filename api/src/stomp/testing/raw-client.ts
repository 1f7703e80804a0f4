import { connect } from 'node:net'
import { WebSocket } from 'ws'

/** A frame as it stood on the wire: nothing is unescaped, first headers win. */
export interface RawFrame {
  command: string
  headers: Record<string, string>
  /** Header lines in order, repeated ones too. */
  lines: string[]
  body: Buffer
}

/** A STOMP peer without a STOMP library: it sends what it is told and waits for what comes. */
export interface RawClient {
  /** Text or octets, as one write or one WebSocket message. */
  send(octets: string | Buffer): void
  /** The next frame; rejects when the connection closes without one. */
  next(): Promise<RawFrame>
  /** Every frame until the connection closes. */
  rest(): Promise<RawFrame[]>
  /** Resolves with the WebSocket close code, undefined over TCP. */
  readonly closed: Promise<number | undefined>
  /** Octets of heart-beats seen so far: ends of line outside of frames. */
  readonly beats: () => number
  /** The sub-protocol that the server chose. */
  readonly protocol: string
  /** Cuts the connection without a word. */
  cut(): void
  pause(): void
  resume(): void
}

export function connectTcp(port: number): Promise<RawClient> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: false })
  const inbox = createInbox()
  socket.on('data', (chunk) => inbox.push(chunk))
  socket.on('error', () => undefined)
  socket.on('close', () => inbox.close(undefined))
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('connect', () =>
      resolve({
        ...inbox.client,
        protocol: '',
        send: (octets) => socket.write(octets),
        cut: () => socket.destroy(),
        pause: () => socket.pause(),
        resume: () => socket.resume(),
      }),
    )
  })
}

export function connectWebSocket(url: string, protocols: string[] = [], origin?: string): Promise<RawClient> {
  const socket = new WebSocket(url, protocols, {
    perMessageDeflate: false,
    ...(origin === undefined ? {} : { origin }),
  })
  const inbox = createInbox()
  socket.on('message', (data: Buffer) => inbox.push(data))
  socket.on('close', (code) => inbox.close(code))
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.once('open', () =>
      resolve({
        ...inbox.client,
        protocol: socket.protocol,
        send: (octets) => socket.send(octets),
        cut: () => socket.terminate(),
        pause: () => socket.pause(),
        resume: () => socket.resume(),
      }),
    )
  })
}

type Inbox = Pick<RawClient, 'next' | 'rest' | 'closed' | 'beats'>

function createInbox(): { client: Inbox; push(chunk: Buffer): void; close(code: number | undefined): void } {
  let pending = Buffer.alloc(0)
  let beats = 0
  let over = false
  const frames: RawFrame[] = []
  const waiting: { resolve(frame: RawFrame): void; reject(error: Error): void }[] = []
  const closed = withResolvers<number | undefined>()

  async function next(): Promise<RawFrame> {
    const frame = frames.shift()
    if (frame !== undefined) return frame
    if (over) throw new Error('the connection is closed and nothing is left to read')
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }))
  }

  return {
    client: {
      next,
      closed: closed.promise,
      beats: () => beats,
      async rest() {
        await closed.promise
        return frames.splice(0)
      },
    },
    push(chunk) {
      pending = Buffer.concat([pending, chunk])
      for (;;) {
        while (pending[0] === 10) {
          beats += 1
          pending = pending.subarray(1)
        }
        const read = readFrame(pending)
        if (read === undefined) return
        pending = pending.subarray(read.length)
        const waiter = waiting.shift()
        if (waiter === undefined) frames.push(read.frame)
        else waiter.resolve(read.frame)
      }
    },
    close(code) {
      over = true
      for (const waiter of waiting.splice(0)) waiter.reject(new Error('the connection closed before a frame came'))
      closed.resolve(code)
    },
  }
}

/** The plainest reading of the grammar, so that the decoder is not its own judge. */
function readFrame(octets: Buffer): { frame: RawFrame; length: number } | undefined {
  const blank = octets.indexOf('\n\n')
  if (blank === -1) return undefined
  const [command = '', ...lines] = octets.toString('utf8', 0, blank).split('\n')
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    headers[line.slice(0, colon)] ??= line.slice(colon + 1)
  }
  const start = blank + 2
  const length = headers['content-length']
  const end = length === undefined ? octets.indexOf(0, start) : start + Number(length)
  if (end === -1 || end >= octets.length) return undefined
  if (octets[end] !== 0) throw new Error(`no NUL after the body of ${command}`)
  return { frame: { command, headers, lines, body: octets.subarray(start, end) }, length: end + 1 }
}

function withResolvers<T>(): { promise: Promise<T>; resolve(value: T): void } {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
