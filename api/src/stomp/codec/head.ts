import { isUtf8 } from 'node:buffer'
import { StompError, type StompVersion } from '../application.ts'
import { unescapeHeader } from './escape.ts'
import { plainCommands } from './frame.ts'

/*
 * head         = command EOL *( header EOL ) EOL
 * EOL          = [CR] LF                              (CR in 1.2 only)
 * header       = header-name ":" header-value
 * header-name  = 1*<any OCTET except CR or LF or ":">
 * header-value = *<any OCTET except CR or LF or ":">  (a bare ":" in a value is let through, as every server does)
 */

/** The head of a frame, read so far; after a fault it holds the headers before it. */
export interface Head {
  command: string
  headers: Map<string, string>
}

/**
 * Reads a complete head, without its blank line, into `head`.
 * @param version undefined before CONNECT has settled it: both ends of line are read then, nothing is unescaped
 * @throws StompError PROTOCOL
 */
export function readHead(text: string, version: StompVersion | undefined, head: Head): void {
  const lines =
    text.includes('\r') && (version === '1.2' || version === undefined) ? withoutReturns(text, version) : text
  let end = lines.indexOf('\n')
  head.command = lines.slice(0, end)
  const escaped = version !== undefined && text.includes('\\') && !plainCommands.has(head.command)
  for (let start = end + 1; start < lines.length; start = end + 1) {
    end = lines.indexOf('\n', start)
    const colon = lines.indexOf(':', start)
    if (colon <= start || colon > end) throw new StompError('PROTOCOL', 'a header line is a name, a colon and a value')
    let name = lines.slice(start, colon)
    let value = lines.slice(colon + 1, end)
    if (version === '1.0')
      value = value.trim() // the examples of the 1.0 text have "ack: client"
    else if (escaped) {
      name = unescapeHeader(name, version)
      value = unescapeHeader(value, version)
    }
    // "If a client or a server receives repeated frame header entries, only the first header entry SHOULD be used."
    if (!head.headers.has(name)) head.headers.set(name, value)
  }
}

function withoutReturns(text: string, version: StompVersion | undefined): string {
  const lines = text.replaceAll('\r\n', '\n')
  if (version === '1.2' && lines.includes('\r'))
    throw new StompError('PROTOCOL', 'a carriage return stands only before a line feed')
  return lines
}

/** @throws StompError PROTOCOL on octets that are not UTF-8 */
export function headText(bytes: Buffer, start: number, end: number, ascii: boolean): string {
  if (ascii) return bytes.toString('latin1', start, end)
  if (!isUtf8(bytes.subarray(start, end))) throw new StompError('PROTOCOL', 'commands and headers are UTF-8')
  return bytes.toString('utf8', start, end)
}
