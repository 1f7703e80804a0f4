/** STOMP 1.2 as a client writes and reads it; independent of the server's codec, which it tests. */
export interface Frame {
  command: string
  headers: Map<string, string>
  body: string
}

const escapes: Record<string, string> = { '\\': '\\\\', '\r': '\\r', '\n': '\\n', ':': '\\c' }
const unescapes: Record<string, string> = { '\\\\': '\\', '\\r': '\r', '\\n': '\n', '\\c': ':' }

const escaped = (text: string): string => text.replace(/[\\\r\n:]/g, (character) => escapes[character] ?? character)
const unescaped = (text: string): string => text.replace(/\\[\\rnc]/g, (pair) => unescapes[pair] ?? pair)

export function encodeFrame(command: string, headers: Readonly<Record<string, string>>, body = ''): string {
  // "CONNECT and CONNECTED frames … do not escape"
  const write = command === 'CONNECT' ? (text: string) => text : escaped
  const lines = Object.entries(headers).map(([name, value]) => `${write(name)}:${write(value)}\n`)
  return `${command}\n${lines.join('')}\n${body}\0`
}

/** Frames out of what the socket gives, in whatever pieces. */
export class FrameReader {
  #bytes = Buffer.alloc(0)

  read(chunk: Buffer): Frame[] {
    this.#bytes = Buffer.concat([this.#bytes, chunk])
    const frames: Frame[] = []
    for (let frame = this.#next(); frame; frame = this.#next()) frames.push(frame)
    return frames
  }

  #next(): Frame | undefined {
    let start = 0
    while (this.#bytes[start] === 10 || this.#bytes[start] === 13) start += 1 // heart-beats between frames
    const blank = this.#bytes.indexOf('\n\n', start)
    if (blank === -1) return undefined
    const [command = '', ...lines] = this.#bytes.toString('utf8', start, blank).split('\n')
    const headers = new Map<string, string>()
    for (const line of lines) {
      const colon = line.indexOf(':')
      const name = unescaped(line.slice(0, colon))
      if (!headers.has(name)) headers.set(name, unescaped(line.slice(colon + 1)))
    }
    const length = headers.get('content-length')
    const end = length === undefined ? this.#bytes.indexOf(0, blank + 2) : blank + 2 + Number(length)
    if (end === -1 || end >= this.#bytes.length) return undefined
    const body = this.#bytes.toString('utf8', blank + 2, end)
    this.#bytes = this.#bytes.subarray(end + 1)
    return { command, headers, body }
  }
}
