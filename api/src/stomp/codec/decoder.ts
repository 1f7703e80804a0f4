import { isUtf8 } from 'node:buffer'
import { StompError, type StompVersion } from '../application.ts'
import { unescapeHeader } from './escape.ts'
import { bodyCommands, clientCommands, type Frame, plainCommands, serverCommands } from './frame.ts'

/*
 * frame-stream = 1*frame
 * frame        = command EOL *( header EOL ) EOL *OCTET NULL *( EOL )
 * EOL          = [CR] LF                              (CR in 1.2 only)
 * header       = header-name ":" header-value
 * header-name  = 1*<any OCTET except CR or LF or ":">
 * header-value = *<any OCTET except CR or LF or ":">  (a bare ":" in a value is let through, as every server does)
 */
const NUL = 0
const LF = 10
const CR = 13
const nothing: Buffer = Buffer.alloc(0)

export interface DecoderLimits {
  /** One frame, headers and body together, octets. */
  frameBytes: number
  /** Headers of one frame. */
  frameHeaders: number
  /** One header line, octets. */
  headerBytes: number
  /** One body, octets. @default frameBytes */
  bodyBytes?: number
}

/**
 * Octets in by `feed`, frames out by `next`, at any split point. Keeps at most one unfinished frame and the rest of the
 * last chunk; keeps nothing between frames. `version` and `limits` may change between two frames.
 */
export class Decoder {
  limits: DecoderLimits
  /** Undefined until CONNECT has settled it: both ends of line are read then, nothing is unescaped. */
  version: StompVersion | undefined
  /** What is readable: a chunk as it came, or the filled part of `#store`. */
  #bytes = nothing
  #store: Buffer | undefined
  #at = 0
  #scanned = 0
  /** Octets of the current frame that are behind `#at`. */
  #size = 0
  #command = ''
  #headers: Map<string, string> | undefined
  #bodyLength: number | undefined
  #inBody = false

  constructor(limits: DecoderLimits, version?: StompVersion) {
    this.limits = limits
    this.version = version
  }

  /** `receipt` of the frame that `next` threw on, as far as it was read: ERROR names its culprit by it. */
  get receipt(): string | undefined {
    return this.#headers?.get('receipt')
  }

  /** Octets held back because their frame is not complete or was not asked for. */
  get pendingBytes(): number {
    return this.#bytes.length - this.#at
  }

  /** A chunk that finds nothing pending is read in place; others are appended to a store that doubles, never moved under a frame. */
  feed(chunk: Buffer): void {
    const pending = this.#bytes.length - this.#at
    if (pending === 0) {
      this.#bytes = chunk
      this.#store = undefined
      this.#at = 0
      this.#scanned = 0
      return
    }
    let end = this.#bytes.length
    if (this.#store === undefined || this.#store.length - end < chunk.length) {
      this.#store = Buffer.allocUnsafeSlow(2 * (pending + chunk.length))
      this.#bytes.copy(this.#store, 0, this.#at)
      this.#scanned = Math.max(0, this.#scanned - this.#at)
      this.#at = 0
      end = pending
    }
    chunk.copy(this.#store, end)
    this.#bytes = this.#store.subarray(0, end + chunk.length)
  }

  /**
   * The next complete frame, or undefined until more is fed.
   * @throws StompError PROTOCOL or LIMIT; the stream cannot be read any further.
   */
  next(): Frame | undefined {
    if (this.#command === '' && !this.#readCommand()) return undefined
    if (!this.#inBody && !this.#readHeaders()) return undefined
    const body = this.#readBody()
    if (body === undefined) return undefined
    const frame = { command: this.#command, headers: this.#headers ?? new Map(), body }
    this.#command = ''
    this.#headers = undefined
    this.#inBody = false
    this.#size = 0
    if (this.pendingBytes === 0) this.#release()
    return frame
  }

  #release(): void {
    this.#bytes = nothing
    this.#store = undefined
    this.#at = 0
    this.#scanned = 0
  }

  #readCommand(): boolean {
    this.#skipEndsOfLine()
    if (this.pendingBytes === 0) {
      this.#release()
      return false
    }
    const command = this.#readLine()
    if (command === undefined) return false
    this.#command = command
    this.#headers = new Map()
    return true
  }

  /** A heart-beat is a lone end of line, and frames may be followed by any number of them. */
  #skipEndsOfLine(): void {
    const bytes = this.#bytes
    let at = this.#at
    while (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] === LF)) at++
    this.#at = at
    this.#scanned = at
  }

  #readHeaders(): boolean {
    const headers = this.#headers ?? new Map<string, string>()
    for (;;) {
      const line = this.#readLine()
      if (line === undefined) return false
      if (line === '') break
      this.#readHeader(line, headers)
    }
    if (!clientCommands.has(this.#command) && !serverCommands.has(this.#command))
      throw new StompError('PROTOCOL', 'unknown command')
    this.#bodyLength = this.#declaredLength(headers.get('content-length'))
    this.#inBody = true
    return true
  }

  #readHeader(line: string, headers: Map<string, string>): void {
    const colon = line.indexOf(':')
    if (colon < 1) throw new StompError('PROTOCOL', 'a header line is a name, a colon and a value')
    let name = line.slice(0, colon)
    let value = line.slice(colon + 1)
    if (this.version === '1.0')
      value = value.trim() // the examples of the 1.0 text have "ack: client"
    else if (this.version !== undefined && line.includes('\\') && !plainCommands.has(this.#command)) {
      name = unescapeHeader(name, this.version)
      value = unescapeHeader(value, this.version)
    }
    // "If a client or a server receives repeated frame header entries, only the first header entry SHOULD be used."
    if (!headers.has(name)) {
      if (headers.size >= this.limits.frameHeaders)
        throw new StompError('LIMIT', `a frame has at most ${this.limits.frameHeaders} headers`)
      headers.set(name, value)
    }
  }

  #declaredLength(text: string | undefined): number | undefined {
    if (text === undefined) return undefined
    if (!/^\d+$/.test(text)) throw new StompError('PROTOCOL', 'content-length is a number of octets')
    const length = Number(text)
    if (length > 0) this.#checkBody(length)
    return length
  }

  /** One line without its end, as text; undefined when its end has not come. */
  #readLine(): string | undefined {
    const bytes = this.#bytes
    const start = this.#at
    const end = bytes.indexOf(LF, this.#scanned)
    const length = (end === -1 ? bytes.length : end) - start
    if (length > this.limits.headerBytes)
      throw new StompError('LIMIT', `a header line has at most ${this.limits.headerBytes} octets`)
    if (this.#size + length > this.limits.frameBytes) throw this.#tooLarge()
    if (end === -1) {
      if (bytes.indexOf(NUL, this.#scanned) !== -1) throw endsInHeaders()
      this.#scanned = bytes.length
      return undefined
    }
    this.#size += length + 1
    this.#at = end + 1
    this.#scanned = end + 1
    return this.#text(start, end)
  }

  #text(start: number, lineEnd: number): string {
    const carriageReturns = this.version === '1.2' || this.version === undefined
    const end = carriageReturns && lineEnd > start && this.#bytes[lineEnd - 1] === CR ? lineEnd - 1 : lineEnd
    const text = this.#bytes.toString('utf8', start, end)
    if (text.includes('\0')) throw endsInHeaders()
    if (this.version === '1.2' && text.includes('\r'))
      throw new StompError('PROTOCOL', 'a carriage return stands only before a line feed')
    // Decoding puts U+FFFD for octets that are not UTF-8; few texts hold it by right, so only those are looked at again.
    if (text.includes('\ufffd') && !isUtf8(this.#bytes.subarray(start, end)))
      throw new StompError('PROTOCOL', 'commands and headers are UTF-8')
    return text
  }

  #readBody(): Buffer | undefined {
    const bytes = this.#bytes
    const start = this.#at
    let end: number
    if (this.#bodyLength === undefined) {
      end = bytes.indexOf(NUL, this.#scanned)
      if (end === -1) {
        if (bytes.length > start) this.#checkBody(bytes.length - start)
        this.#scanned = bytes.length
        return undefined
      }
    } else {
      end = start + this.#bodyLength
      if (end >= bytes.length) return undefined
      if (bytes[end] !== NUL) throw new StompError('PROTOCOL', 'a body of content-length octets is followed by NUL')
    }
    if (end > start) this.#checkBody(end - start)
    this.#at = end + 1
    this.#scanned = end + 1
    return end === start ? nothing : bytes.subarray(start, end)
  }

  #checkBody(length: number): void {
    if (!bodyCommands.has(this.#command))
      throw new StompError('PROTOCOL', 'only SEND, MESSAGE and ERROR may have a body')
    const { frameBytes, bodyBytes = frameBytes } = this.limits
    if (length > bodyBytes) throw new StompError('LIMIT', `a body has at most ${bodyBytes} octets`)
    if (this.#size + length > frameBytes) throw this.#tooLarge()
  }

  #tooLarge(): StompError {
    return new StompError('LIMIT', `a frame has at most ${this.limits.frameBytes} octets`)
  }
}

function endsInHeaders(): StompError {
  return new StompError('PROTOCOL', 'the frame ends inside its headers: a blank line closes them')
}
