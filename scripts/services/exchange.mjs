import { connect } from 'node:net'

const MILLISECONDS = 5_000

/**
 * One request and its answer, on a connection of its own to this machine.
 * @param {number} port
 * @param {Buffer | undefined} request undefined: the server speaks first
 * @param {(bytes: Buffer) => number | false} sizeOf octets of the whole answer; false: too few yet to tell
 * @returns {Promise<Buffer>} rejects where nobody listens, or the answer does not come
 */
export function exchange(port, request, sizeOf) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let bytes = Buffer.alloc(0)
    socket.setTimeout(MILLISECONDS, () => socket.destroy(new Error(`port ${port} is silent`)))
    socket.on('connect', () => request && socket.write(request))
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk])
      const size = sizeOf(bytes)
      if (size === false || bytes.length < size) return
      resolve(bytes)
      socket.destroy()
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new Error(`port ${port} closed the connection`)))
  })
}
