/**
 * The connection to MongoDB and the collection of messages on it. What would break the promise of a stored message, or
 * every later call, stops the start with a line that says what to mend.
 * @module
 */
import { createConnection, type Model, Error as MongooseError, mongo } from 'mongoose'
import { StartError } from '../start-error.ts'
import { byId, type MessageDocument, messageSchema, type WrittenDocument } from './message-document.ts'

export interface OpenMessagesOptions {
  /** `mongodb://…/<database>` or `mongodb+srv://…/<database>` */
  url: string
  /** Hears of each command before it is sent, as it is sent. */
  onCommand?: (command: Readonly<Record<string, unknown>>) => void
}

export interface OpenMessages {
  /** For reads, always lean. */
  messages: Model<MessageDocument>
  /** The same collection for writes: the driver's own, since the documents are made and checked already. */
  written: mongo.Collection<WrittenDocument>
  stop(): Promise<void>
}

/** Stated with every write, so that no URL softens it: on the disks of a majority, or failed. Milliseconds. */
const writeConcern = { w: 'majority', journal: true, wtimeoutMS: 10_000 } as const

const connectionOptions = {
  appName: 'damso',
  bufferCommands: false,
  promoteValues: true,
  autoIndex: false,
  autoCreate: false,
  maxPoolSize: 20,
  waitQueueTimeoutMS: 5_000,
  serverSelectionTimeoutMS: 5_000,
  connectTimeoutMS: 5_000,
  heartbeatFrequencyMS: 5_000,
  // Longer than the server may take to say itself that it failed.
  socketTimeoutMS: 15_000,
}

const OLDEST_RELEASE = 6

/** @throws {StartError} */
export async function openMessages({ url, onCommand }: OpenMessagesOptions): Promise<OpenMessages> {
  if (!/^mongodb(\+srv)?:\/\/[^/]+\/[^?]/.test(url))
    throw new StartError(
      'HISTORY_URL names no database: mongodb://<host>:<port>/<database>, as in mongodb://db-1/damso',
    )
  const connection = createConnection(url, { ...connectionOptions, monitorCommands: onCommand !== undefined })
  try {
    await connection.asPromise()
    const client = connection.getClient()
    if (onCommand) client.on('commandStarted', ({ command }) => onCommand(command))
    const admin = client.db('admin')
    const ask = (command: mongo.Document) => admin.command(command, { readPreference: 'primary' })
    const [hello, { version }] = await Promise.all([ask({ hello: 1 }), ask({ buildInfo: 1 })])
    checkServer({ ...hello, version })
    const messages = connection.model<MessageDocument>('Message', messageSchema)
    await messages.createIndexes()
    const written = client.db().collection<WrittenDocument>(messages.collection.collectionName, { writeConcern })
    // Changes nothing, and waits for the majority all the same.
    await written.updateOne({ _id: '' }, { $set: { text: null } }, { hint: byId })
    return { messages, written, stop: () => connection.close() }
  } catch (error) {
    await connection.close(true)
    throw startErrorOf(error)
  }
}

/** The answers to `hello` and `buildInfo`, as far as they are looked at. */
interface Server {
  version?: string
  /** Absent: no member of a replica set. */
  setName?: string
  /** `isdbgrid`: the router of a sharded cluster, whose shards are replica sets. */
  msg?: string
  isWritablePrimary?: boolean
}

/** @throws {StartError} where the server cannot keep what it has confirmed */
export function checkServer({ version = '', setName, msg, isWritablePrimary }: Server): void {
  if (Number.parseInt(version, 10) < OLDEST_RELEASE)
    throw new StartError(`HISTORY_URL: MongoDB ${version} is too old: upgrade it to ${OLDEST_RELEASE}.0 or newer`)
  if (setName === undefined && msg !== 'isdbgrid')
    throw new StartError(
      'HISTORY_URL: this MongoDB is a standalone, and majority means nothing to it: start it with --replSet <name> and call rs.initiate() once, one member is enough',
    )
  if (!isWritablePrimary)
    throw new StartError(
      'HISTORY_URL: this MongoDB is not the primary: name all members in the URL, and leave out directConnection',
    )
}

/** What the driver says at the start, with the remedy. The cause holds the whole of it. */
export function startErrorOf(cause: unknown): StartError {
  if (cause instanceof StartError) return cause
  const said = cause instanceof Error ? cause.message : String(cause)
  return new StartError(`HISTORY_URL: ${remedyOf(cause, said)}`, { cause })
}

function remedyOf(cause: unknown, said: string): string {
  const code = cause instanceof mongo.MongoServerError ? cause.code : undefined
  if (cause instanceof mongo.MongoParseError || cause instanceof mongo.MongoInvalidArgumentError)
    return `is no valid MongoDB URL: ${said}`
  if (cause instanceof mongo.MongoCompatibilityError)
    return `this MongoDB is too old: upgrade it to ${OLDEST_RELEASE}.0 or newer (${said})`
  if (cause instanceof MongooseError.MongooseServerSelectionError || cause instanceof mongo.MongoServerSelectionError)
    return `no primary of MongoDB can be reached: start it, or mend addresses and replicaSet in the URL (${said})`
  if (code === errorCodes.authenticationFailed)
    return `MongoDB knows no such user and password: mend them, or add authSource=<database that holds the user>`
  if (code === errorCodes.unauthorized)
    return `the user may not create indexes and write: name one who has the role readWrite on this database`
  if (code === errorCodes.writeConcernFailed)
    return `no majority of the replica set confirms a write: bring up the members that are down or behind (${said})`
  return `MongoDB cannot be used: ${said}`
}

const errorCodes = { unauthorized: 13, authenticationFailed: 18, writeConcernFailed: 64 } as const
