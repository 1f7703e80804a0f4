import { Refusal } from '@damso/schema/model'

/**
 * A store that is away, by the names of its driver's errors: Sequelize (and mysql2 below it), the driver of MongoDB, kafkajs and our
 * own deadlines. Whoever asked is told to come back; it is no bug of ours.
 */
const away =
  /^(Sequelize(Connection|HostNotFound|HostNotReachable|AccessDenied|InvalidConnection|ConnectionAcquireTimeout|Timeout)\w*|Mongo(Server(Selection|Closed)|Network|PoolCleared|PoolClosed|NotConnected|WaitQueueTimeout|TopologyClosed|WriteConcern)\w*|Mongoose(ServerSelection)?Error|KafkaJS\w+|Overdue)$/

const codes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'PROTOCOL_CONNECTION_LOST'])

/** Whether an error says that a store cannot be reached just now. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  if (away.test(error.name) || (typeof code === 'string' && codes.has(code))) return true
  const { cause, parent } = error as { cause?: unknown; parent?: unknown }
  return isUnavailable(cause) || isUnavailable(parent)
}

/** What a caller learns of it: nothing was done that they were not told of. */
export const unavailable = (): Refusal =>
  new Refusal({
    code: 'BUSY',
    message: 'one of the server’s stores cannot be reached: try again in a moment',
    retryAfter: 2,
  })
