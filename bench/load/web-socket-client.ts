import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/*
 * RFC 6455, 5.2:  FIN(1) RSV(3) opcode(4) | MASK(1) length(7) | [length(16) if 126] | [length(64) if 127] | [key(32)] | payload
 */
const CLOSE = 8
const PING = 9

/** All sockets read into one buffer: what a frame holds is looked at before the next read. */
const readBuffer = Buffer.allocUnsafe(256 * 1_024)

export interface WebSocketTarget {
  port: number
  path: string
  subProtocol?: string
  /** Loopback address to connect from: each has ports of its own. */
  localAddress?: string
}

/**
 * As little of a WebSocket as a load generator needs: thousands of them must cost less than the server that they measure. Messages
 * arrive as a window into a shared buffer.
 */
export abstract class WebSocketClient {
  readonly #socket: Socket
  #open = false
  #rest: Buffer | undefined

  constructor({ port, path, subProtocol, localAddress }: WebSocketTarget) {
    const onRead = (length: number) => {
      this.#receive(readBuffer.subarray(0, length))
      return true
    }
    this.#socket = connect({
      host: '127.0.0.1',
      port,
      noDelay: true,
      ...(localAddress !== undefined && { localAddress }),
      onread: { buffer: readBuffer, callback: onRead },
    })
    this.#socket.on('error', (error) => this.onClosed(error.message))
    this.#socket.on('close', () => this.onClosed('the socket was closed'))
    this.#socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n` +
        `${subProtocol === undefined ? '' : `Sec-WebSocket-Protocol: ${subProtocol}\r\n`}\r\n`,
    )
  }

  protected abstract onOpen(): void
  /** One message: the octets from `start` to `end`, good for the time of the call. */
  protected abstract onMessage(bytes: Buffer, start: number, end: number): void
  /** May be called more than once. */
  protected abstract onClosed(why: string): void

  /** One text message each, all in one write. */
  say(...texts: readonly string[]): void {
    this.#socket.write(
      texts.length === 1 ? frame(1, texts[0] ?? '') : Buffer.concat(texts.map((text) => frame(1, text))),
    )
  }

  destroy(): void {
    this.#socket.destroy()
  }

  #receive(chunk: Buffer): void {
    const bytes = this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk])
    const at = this.#open ? this.#readFrames(bytes, 0) : this.#readHandshake(bytes)
    this.#rest = at < bytes.length ? Buffer.from(bytes.subarray(at)) : undefined
  }

  #readHandshake(bytes: Buffer): number {
    const end = bytes.indexOf('\r\n\r\n')
    if (end === -1) return 0
    const status = bytes.toString('latin1', 0, bytes.indexOf('\r\n'))
    if (!status.startsWith('HTTP/1.1 101')) {
      this.onClosed(status)
      this.destroy()
      return bytes.length
    }
    this.#open = true
    this.onOpen()
    return this.#readFrames(bytes, end + 4)
  }

  /** Returns where the first incomplete frame begins. */
  #readFrames(bytes: Buffer, from: number): number {
    for (let at = from; ; ) {
      if (bytes.length < at + 2) return at
      let length = (bytes[at + 1] ?? 0) & 0x7f
      let start = at + 2
      if (length === 126) {
        if (bytes.length < at + 4) return at
        length = bytes.readUInt16BE(at + 2)
        start = at + 4
      } else if (length === 127) {
        if (bytes.length < at + 10) return at
        length = bytes.readUInt32BE(at + 6) // nobody here sends 4 GB
        start = at + 10
      }
      const end = start + length
      if (bytes.length < end) return at
      const opcode = (bytes[at] ?? 0) & 0x0f
      if (opcode === CLOSE) this.onClosed(`the server closed: ${bytes.toString('utf8', start, end)}`)
      else if (opcode === PING) this.#socket.write(frame(10, bytes.toString('latin1', start, end)))
      else this.onMessage(bytes, start, end)
      at = end
    }
  }
}

/** Masked by a key of zeros, which leaves the text as it is. */
function frame(opcode: number, text: string): Buffer {
  const length = Buffer.byteLength(text)
  const start = length < 126 ? 6 : 8
  if (length > 65_535) throw new Error('the load generator says no more than 64 KB at once')
  const bytes = Buffer.alloc(start + length)
  bytes[0] = 0x80 | opcode
  if (length < 126) bytes[1] = 0x80 | length
  else {
    bytes[1] = 0x80 | 126
    bytes.writeUInt16BE(length, 2)
  }
  bytes.write(text, start)
  return bytes
}
