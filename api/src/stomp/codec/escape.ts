import { StompError, type StompVersion } from '../application.ts'

/*
 * 1.2:  \r (0x5C 0x72) is CR    \n is LF    \c is ":"    \\ is "\"
 * 1.1:                          \n is LF    \c is ":"    \\ is "\"
 * 1.0:  nothing is escaped
 * "Undefined escape sequences such as \t MUST be treated as a fatal protocol error."
 */

const escaped11 = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  [':', '\\c'],
])
const escaped12 = new Map([...escaped11, ['\r', '\\r']])

const meaning11 = new Map([...escaped11].map(([octet, sequence]) => [sequence.slice(1), octet]))
const meaning12 = new Map([...escaped12].map(([octet, sequence]) => [sequence.slice(1), octet]))

/** @throws StompError PROTOCOL on an undefined escape sequence. */
export function unescapeHeader(text: string, version: StompVersion): string {
  if (version === '1.0') return text
  let at = text.indexOf('\\')
  if (at === -1) return text
  const meaning = version === '1.2' ? meaning12 : meaning11
  let result = ''
  let from = 0
  while (at !== -1) {
    const octet = meaning.get(text.charAt(at + 1))
    if (octet === undefined)
      throw new StompError('PROTOCOL', `undefined escape sequence in a header of STOMP ${version}`)
    result += text.slice(from, at) + octet
    from = at + 2
    at = text.indexOf('\\', from)
  }
  return result + text.slice(from)
}

export function escapeHeader(text: string, version: StompVersion): string {
  if (version === '1.0') return text
  if (version === '1.1') return text.replace(/[\\\n:]/g, (octet) => escaped11.get(octet) ?? octet)
  return text.replace(/[\\\r\n:]/g, (octet) => escaped12.get(octet) ?? octet)
}
