import { exchange } from './exchange.mjs'

const OP_MSG = 2013

/**
 * One command to MongoDB's database `admin`, without a driver: services start before any package is installed.
 *
 *     header    int32 length, int32 request id, int32 response to, int32 OP_MSG
 *     OP_MSG    int32 flags, byte kind (0: one document), document
 *     document  int32 length, elements, byte 0
 *     element   byte type, cstring name, value
 *
 * @param {number} port
 * @param {Record<string, unknown>} command of strings, whole numbers, arrays and documents
 * @returns {Promise<Record<string, unknown>>} strings, numbers and truth values of the answer's first level
 */
export async function runMongoCommand(port, command) {
  const document = encode({ ...command, $db: 'admin' })
  const header = int32(21 + document.length, 1, 0, OP_MSG, 0)
  const request = Buffer.concat([header, Buffer.of(0), document])
  const answer = await exchange(port, request, (bytes) => bytes.length >= 4 && bytes.readInt32LE(0))
  const result = decode(answer.subarray(21))
  if (result.ok !== 1) throw new Error(`MongoDB refused ${Object.keys(command)[0]}: ${result.errmsg}`)
  return result
}

function encode(document) {
  const elements = Object.entries(document).map(([name, value]) => {
    const [type, bytes] = encodeValue(value)
    return Buffer.concat([Buffer.of(type), cstring(name), bytes])
  })
  const body = Buffer.concat([...elements, Buffer.of(0)])
  return Buffer.concat([int32(4 + body.length), body])
}

function encodeValue(value) {
  if (typeof value === 'string') return [0x02, Buffer.concat([int32(Buffer.byteLength(value) + 1), cstring(value)])]
  if (typeof value === 'number') return [0x10, int32(value)]
  return [Array.isArray(value) ? 0x04 : 0x03, encode(value)]
}

/** Octets of the values that have one size; of the others, the size stands in their first four. */
const sizes = { 1: 8, 7: 12, 8: 1, 9: 8, 10: 0, 16: 4, 17: 8, 18: 8 }

function decode(document) {
  const result = {}
  for (let at = 4; document[at] !== 0; ) {
    const type = document[at]
    const end = document.indexOf(0, at + 1)
    const name = document.toString('utf8', at + 1, end)
    const start = end + 1
    if (type === 0x01) result[name] = document.readDoubleLE(start)
    if (type === 0x02) result[name] = document.toString('utf8', start + 4, start + 3 + document.readInt32LE(start))
    if (type === 0x08) result[name] = document[start] === 1
    if (type === 0x10) result[name] = document.readInt32LE(start)
    at = start + sizeOf(type, document, start)
  }
  return result
}

function sizeOf(type, document, start) {
  if (type in sizes) return sizes[type]
  const length = document.readInt32LE(start)
  if (type === 0x02) return 4 + length
  if (type === 0x05) return 5 + length
  if (type === 0x03 || type === 0x04) return length
  throw new Error(`MongoDB answered with a value of type ${type}`)
}

const cstring = (text) => Buffer.from(`${text}\0`)

function int32(...numbers) {
  const bytes = Buffer.alloc(4 * numbers.length)
  for (const [index, number] of numbers.entries()) bytes.writeInt32LE(number, 4 * index)
  return bytes
}
