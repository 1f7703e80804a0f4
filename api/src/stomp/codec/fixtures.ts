import type { StompVersion } from '../application.ts'

/** A frame as a person reads it, and its octets. */
export interface Fixture {
  name: string
  version: StompVersion
  octets: Buffer
  command: string
  headers: [string, string][]
  body: string | Uint8Array
  /** False where the same frame may be said in other octets than we would. */
  canonical: boolean
}

function fixture(
  name: string,
  version: StompVersion,
  octets: string | Buffer,
  frame: [command: string, headers: [string, string][], body?: string | Uint8Array],
  canonical = true,
): Fixture {
  const [command, headers, body = ''] = frame
  return { name, version, octets: Buffer.from(octets as string), command, headers, body, canonical }
}

const large = 'x'.repeat(20_000)

export const fixtures: Fixture[] = [
  fixture('no headers', '1.2', 'DISCONNECT\n\n\0', ['DISCONNECT', []]),
  fixture('headers in order', '1.2', 'BEGIN\nb:2\na:1\n\n\0', [
    'BEGIN',
    [
      ['b', '2'],
      ['a', '1'],
    ],
  ]),
  fixture('empty value', '1.2', 'BEGIN\na:\n\n\0', ['BEGIN', [['a', '']]]),
  fixture('body', '1.2', 'SEND\ndestination:/a\ncontent-length:2\n\nhi\0', [
    'SEND',
    [
      ['destination', '/a'],
      ['content-length', '2'],
    ],
    'hi',
  ]),
  fixture('body with NULs', '1.2', 'SEND\ncontent-length:3\n\n\0a\0\0', ['SEND', [['content-length', '3']], '\0a\0']),
  fixture(
    'body that is no text',
    '1.2',
    Buffer.concat([Buffer.from('SEND\ncontent-length:3\n\n'), Buffer.from([0xff, 0, 0xfe, 0])]),
    ['SEND', [['content-length', '3']], new Uint8Array([0xff, 0, 0xfe])],
  ),
  fixture('body of line feeds', '1.2', 'SEND\ncontent-length:4\n\n\n\n\n\n\0', [
    'SEND',
    [['content-length', '4']],
    '\n\n\n\n',
  ]),
  fixture('UTF-8', '1.1', 'SEND\n이름:값 😀\ncontent-length:6\n\n담소\0', [
    'SEND',
    [
      ['이름', '값 😀'],
      ['content-length', '6'],
    ],
    '담소',
  ]),
  fixture('1.2 escapes', '1.2', 'BEGIN\na\\cb:c\\nd\\re\\\\f\\c\n\n\0', ['BEGIN', [['a:b', 'c\nd\re\\f:']]]),
  fixture('1.2: an escaped backslash before n', '1.2', 'BEGIN\na:a\\\\nb\n\n\0', ['BEGIN', [['a', 'a\\nb']]]),
  fixture('1.1 escapes', '1.1', 'BEGIN\na\\cb:c\\nd\re\\\\f\n\n\0', ['BEGIN', [['a:b', 'c\nd\re\\f']]]),
  fixture('1.0 has no escapes', '1.0', 'BEGIN\na:b\\nc:d\\\\\n\n\0', ['BEGIN', [['a', 'b\\nc:d\\\\']]]),
  fixture('1.2: CONNECT is not escaped', '1.2', 'CONNECT\npasscode:a:b\\c\\\\\n\n\0', [
    'CONNECT',
    [['passcode', 'a:b\\c\\\\']],
  ]),
  fixture('1.2: CONNECTED is not escaped', '1.2', 'CONNECTED\nserver:a:b\\n\n\n\0', [
    'CONNECTED',
    [['server', 'a:b\\n']],
  ]),
  fixture('spaces are kept', '1.2', 'BEGIN\n a : b \n\n\0', ['BEGIN', [[' a ', ' b ']]]),
  fixture('names of Object.prototype', '1.2', 'BEGIN\n__proto__:1\nconstructor:2\n\n\0', [
    'BEGIN',
    [
      ['__proto__', '1'],
      ['constructor', '2'],
    ],
  ]),
  fixture('large body', '1.2', `SEND\ncontent-length:20000\n\n${large}\0`, [
    'SEND',
    [['content-length', '20000']],
    large,
  ]),
  fixture('body up to NUL', '1.2', 'SEND\na:b\n\nhi\0', ['SEND', [['a', 'b']], 'hi'], false),
  fixture('1.2: CR LF', '1.2', 'SEND\r\na:b\r\n\r\nh\r\ni\0', ['SEND', [['a', 'b']], 'h\r\ni'], false),
  fixture('ends of line around', '1.2', '\n\r\n\nBEGIN\na:b\n\n\0\n\r\n', ['BEGIN', [['a', 'b']]], false),
  fixture('the first header wins', '1.2', 'BEGIN\na:1\na:2\n\n\0', ['BEGIN', [['a', '1']]], false),
  fixture(
    '1.0: spaces around a value',
    '1.0',
    'SUBSCRIBE\nack: client\n\n\0',
    ['SUBSCRIBE', [['ack', 'client']]],
    false,
  ),
  fixture('an unescaped colon in a value', '1.2', 'BEGIN\na:b:c\n\n\0', ['BEGIN', [['a', 'b:c']]], false),
]

/** Octets that no reading makes a frame of, with the code of the fault. */
export const faulty: { name: string; version: StompVersion; octets: string | Buffer; code: 'PROTOCOL' | 'LIMIT' }[] = [
  { name: 'no colon', version: '1.2', octets: 'BEGIN\nabc\n\n\0', code: 'PROTOCOL' },
  { name: 'no header name', version: '1.2', octets: 'BEGIN\n:abc\n\n\0', code: 'PROTOCOL' },
  { name: 'undefined escape', version: '1.2', octets: 'BEGIN\na:\\t\n\n\0', code: 'PROTOCOL' },
  { name: 'undefined escape in a name', version: '1.2', octets: 'BEGIN\na\\x:b\n\n\0', code: 'PROTOCOL' },
  { name: '\\r in 1.1', version: '1.1', octets: 'BEGIN\na:\\r\n\n\0', code: 'PROTOCOL' },
  { name: 'a backslash at the end', version: '1.2', octets: 'BEGIN\na:\\\n\n\0', code: 'PROTOCOL' },
  { name: 'a bare CR in 1.2', version: '1.2', octets: 'BEGIN\na:b\rc\n\n\0', code: 'PROTOCOL' },
  { name: 'CR LF in 1.1', version: '1.1', octets: 'BEGIN\r\na:b\r\n\r\n\0', code: 'PROTOCOL' },
  { name: 'NUL in a header', version: '1.2', octets: 'BEGIN\na:b\0c\n\n\0', code: 'PROTOCOL' },
  { name: 'no blank line', version: '1.2', octets: 'BEGIN\na:b\0', code: 'PROTOCOL' },
  { name: 'unknown command', version: '1.2', octets: 'GET / HTTP/1.1\nhost:x\n\n', code: 'PROTOCOL' },
  { name: 'a body on BEGIN', version: '1.2', octets: 'BEGIN\n\nx\0', code: 'PROTOCOL' },
  { name: 'a body on BEGIN, announced', version: '1.2', octets: 'BEGIN\ncontent-length:1\n\n', code: 'PROTOCOL' },
  { name: 'content-length abc', version: '1.2', octets: 'SEND\ncontent-length:abc\n\n', code: 'PROTOCOL' },
  { name: 'content-length -1', version: '1.2', octets: 'SEND\ncontent-length:-1\n\n', code: 'PROTOCOL' },
  { name: 'content-length 1e9', version: '1.2', octets: 'SEND\ncontent-length:1e9\n\n', code: 'PROTOCOL' },
  { name: 'content-length too small', version: '1.2', octets: 'SEND\ncontent-length:1\n\nab\0', code: 'PROTOCOL' },
  {
    name: 'content-length of a gigabyte',
    version: '1.2',
    octets: 'SEND\ncontent-length:1000000000\n\n',
    code: 'LIMIT',
  },
  {
    name: 'octets that are not UTF-8',
    version: '1.2',
    octets: Buffer.from('424547494e0a613aff0a0a00', 'hex'),
    code: 'PROTOCOL',
  },
  { name: 'a long line', version: '1.2', octets: `BEGIN\na:${'x'.repeat(5_000)}`, code: 'LIMIT' },
  { name: 'a long command', version: '1.2', octets: 'X'.repeat(5_000), code: 'LIMIT' },
  { name: 'many headers', version: '1.2', octets: `BEGIN\n${manyHeaders(65)}\n\0`, code: 'LIMIT' },
  { name: 'a long body', version: '1.2', octets: `SEND\n\n${'x'.repeat(70_000)}`, code: 'LIMIT' },
  { name: 'many repeated headers', version: '1.2', octets: `BEGIN\n${'a:b\n'.repeat(20_000)}`, code: 'LIMIT' },
]

function manyHeaders(count: number): string {
  return Array.from({ length: count }, (_, index) => `h${index}:1\n`).join('')
}
