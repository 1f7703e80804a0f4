import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * Throws a message for people unless every port is a free one of 127.0.0.1.
 * @param {Record<string, number>} ports by the environment variable that sets each
 */
export async function checkPorts(ports) {
  for (const [variable, port] of Object.entries(ports)) {
    if (!(await isFree(port))) {
      throw new Error(
        `Port ${port} is in use. Stop what listens there, or choose another: ${variable}=${port + 100} npm start`,
      )
    }
  }
}

/**
 * @param {string} variable
 * @param {number} [otherwise] where it is not set
 * @returns {number} 1 to 65535
 */
export function portFrom(variable, otherwise) {
  const text = process.env[variable] || String(otherwise)
  const port = Number(text)
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new Error(`${variable} is "${text}"; it must be a port, 1 to 65535.`)
  }
  return port
}

// Below what systems give to outgoing connections: a server that starts again finds its port still free.
const FIRST_PORT = 20_000
const LAST_PORT = 32_000

/**
 * Different ports of 127.0.0.1 that nobody listens on.
 * @param {number} count
 * @returns {Promise<number[]>}
 */
export async function freePorts(count) {
  const ports = new Set()
  while (ports.size < count) {
    const port = randomInt(FIRST_PORT, LAST_PORT)
    if (await isFree(port)) ports.add(port)
  }
  return [...ports]
}

function isFree(port) {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
