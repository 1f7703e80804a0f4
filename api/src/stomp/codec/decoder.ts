import { StompError, type StompVersion } from '../application.ts'
import { bodyCommands, clientCommands, type Frame, serverCommands } from './frame.ts'
import { type Head, headText, readHead } from './head.ts'

/*
 * frame-stream = *( EOL ) *( frame *( EOL ) )
 * frame        = head *OCTET NULL
 */
const NUL = 0
const LF = 10
const CR = 13
const nothing: Buffer = Buffer.alloc(0)

export interface DecoderLimits {
  /** One frame, headers and body together, octets. */
  frameBytes: number
  /** Header lines of one frame. */
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
  /** Undefined until CONNECT has settled it. */
  version: StompVersion | undefined
  /** What is readable: a chunk as it came, or the filled part of `#store`. */
  #bytes = nothing
  #store: Buffer | undefined
  /** Where the head begins, or once it was read, the body; the figures below count from here. */
  #at = 0
  #scanned = 0
  #lineStart = 0
  #lines = 0
  /** All octets of the head, or-ed: below 128 it is ASCII. */
  #octets = 0
  #head: Head | undefined
  #headLength = 0
  #bodyLength: number | undefined

  constructor(limits: DecoderLimits, version?: StompVersion) {
    this.limits = limits
    this.version = version
  }

  /** `receipt` of the frame that `next` threw on, as far as it was read: ERROR names its culprit by it. */
  get receipt(): string | undefined {
    return this.#head?.headers.get('receipt')
  }

  /** Octets held back because their frame is not complete or was not asked for. */
  get pendingBytes(): number {
    return this.#bytes.length - this.#at
  }

  /** A chunk that finds nothing pending is read in place; others go to a store that doubles and is never moved under a frame. */
  feed(chunk: Buffer): void {
    const pending = this.#bytes.length - this.#at
    if (pending === 0) {
      this.#bytes = chunk
      this.#store = undefined
      this.#at = 0
      return
    }
    let end = this.#bytes.length
    if (this.#store === undefined || this.#store.length - end < chunk.length) {
      this.#store = Buffer.allocUnsafeSlow(2 * (pending + chunk.length))
      this.#bytes.copy(this.#store, 0, this.#at)
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
    const head = this.#head ?? this.#readHead()
    if (head === undefined) return undefined
    const body = this.#readBody(head.command)
    if (body === undefined) return undefined
    this.#head = undefined
    this.#scanned = 0
    if (this.#at === this.#bytes.length) this.#release()
    return { command: head.command, headers: head.headers, body }
  }

  #release(): void {
    this.#bytes = nothing
    this.#store = undefined
    this.#at = 0
  }

  #readHead(): Head | undefined {
    if (this.#scanned === 0 && !this.#skipEndsOfLine()) return undefined
    const end = this.#scanHead()
    if (end === undefined) return undefined
    const text = headText(this.#bytes, this.#at, this.#at + this.#lineStart, this.#octets < 128)
    const head: Head = { command: '', headers: new Map() }
    this.#head = head
    readHead(text, this.version, head)
    if (!clientCommands.has(head.command) && !serverCommands.has(head.command))
      throw new StompError('PROTOCOL', 'unknown command')
    this.#headLength = end
    this.#bodyLength = this.#declaredLength(head)
    this.#at += end
    this.#scanned = this.#lineStart = this.#lines = this.#octets = 0
    return head
  }

  /**
   * A heart-beat is a lone end of line, and frames may be followed by any number of them.
   * @returns whether a command begins
   */
  #skipEndsOfLine(): boolean {
    const bytes = this.#bytes
    let at = this.#at
    while (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] === LF)) at++
    this.#at = at
    if (at === bytes.length) this.#release()
    return at < bytes.length && !(bytes[at] === CR && at + 1 === bytes.length)
  }

  /**
   * Looks for the blank line, from where it stopped before. One pass over the octets is faster here than an `indexOf` a line.
   * @returns the length of the head with its blank line, undefined when that has not come
   */
  #scanHead(): number | undefined {
    const bytes = this.#bytes
    const base = this.#at
    let lineStart = base + this.#lineStart
    let octets = this.#octets
    let at = base + this.#scanned
    for (; at < bytes.length; at++) {
      const octet = bytes[at] ?? 0
      octets |= octet
      if (octet > LF) continue
      if (octet === NUL) throw new StompError('PROTOCOL', 'the frame ends inside its headers: a blank line closes them')
      if (octet !== LF) continue
      if (at === lineStart || (at === lineStart + 1 && bytes[lineStart] === CR && this.#endsWithReturns)) break
      this.#checkLine(at - lineStart)
      lineStart = at + 1
      this.#lines += 1
    }
    this.#octets = octets
    this.#lineStart = lineStart - base
    this.#scanned = at - base
    if (this.#scanned > this.limits.frameBytes) throw this.#tooLarge()
    if (at < bytes.length) return at + 1 - base
    this.#checkLine(at - lineStart)
    return undefined
  }

  get #endsWithReturns(): boolean {
    return this.version === '1.2' || this.version === undefined
  }

  #checkLine(length: number): void {
    if (length > this.limits.headerBytes)
      throw new StompError('LIMIT', `a header line has at most ${this.limits.headerBytes} octets`)
    if (this.#lines > this.limits.frameHeaders)
      throw new StompError('LIMIT', `a frame has at most ${this.limits.frameHeaders} headers`)
  }

  #declaredLength({ command, headers }: Head): number | undefined {
    const text = headers.get('content-length')
    if (text === undefined) return undefined
    if (!/^\d+$/.test(text)) throw new StompError('PROTOCOL', 'content-length is a number of octets')
    const length = Number(text)
    if (length > 0) this.#checkBody(command, length)
    return length
  }

  #readBody(command: string): Buffer | undefined {
    const bytes = this.#bytes
    const start = this.#at
    let end: number
    if (this.#bodyLength === undefined) {
      end = bytes.indexOf(NUL, start + this.#scanned)
      if (end === -1) {
        this.#scanned = bytes.length - start
        if (this.#scanned > 0) this.#checkBody(command, this.#scanned)
        return undefined
      }
    } else {
      end = start + this.#bodyLength
      if (end >= bytes.length) return undefined
      if (bytes[end] !== NUL) throw new StompError('PROTOCOL', 'a body of content-length octets is followed by NUL')
    }
    if (end > start) this.#checkBody(command, end - start)
    this.#at = end + 1
    return end === start ? nothing : bytes.subarray(start, end)
  }

  #checkBody(command: string, length: number): void {
    if (!bodyCommands.has(command)) throw new StompError('PROTOCOL', 'only SEND, MESSAGE and ERROR may have a body')
    const { frameBytes, bodyBytes = frameBytes } = this.limits
    if (length > bodyBytes) throw new StompError('LIMIT', `a body has at most ${bodyBytes} octets`)
    if (this.#headLength + length > frameBytes) throw this.#tooLarge()
  }

  #tooLarge(): StompError {
    return new StompError('LIMIT', `a frame has at most ${this.limits.frameBytes} octets`)
  }
}
