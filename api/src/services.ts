import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { RoomKey } from '@damso/schema/model'
import type { Services } from '@damso/schema/services'
import DataLoader from 'dataloader'
import { createAccess } from './access/create-access.ts'
import { createArchive } from './archive/archive.ts'
import { createArchiveProgress } from './archive/archive-progress.sql.ts'
import type { ArchiveStep } from './archive/archive-step.ts'
import { createFence } from './archive/fence.ts'
import { createNodes } from './archive/nodes.ts'
import type { Config } from './config.ts'
import { createDatabase } from './database/database.ts'
import { createOutbox } from './database/outbox.ts'
import { holdFile } from './database/sqlite/hold-file.ts'
import { createEpochs } from './event-log/epochs.ts'
import { openEventLog } from './event-log/open.ts'
import { plantBug } from './faults/planted-bug.ts'
import { openHistory } from './history/open.ts'
import { createIdentity, type Identity } from './identity/create-identity.ts'
import { Activity } from './live/activity.ts'
import { Hub } from './live/hub.ts'
import { closeEnded, createLive } from './live/live.ts'
import type { LiveSession } from './live/session.ts'
import { relaySignals } from './live/signal-relay.ts'
import type { Logger } from './logger.ts'
import { createMessages } from './messages/messages.ts'
import { Rates } from './messages/rates.ts'
import { Tail } from './messages/tail.ts'
import { CATCH_UP_MILLISECONDS, Timeline } from './messages/timeline.ts'
import { createMembers } from './rooms/create-members.ts'
import { createRooms } from './rooms/create-rooms.ts'
import { Shutdown } from './shutdown.ts'
import { openSignals } from './signals/open.ts'
import { createSites, type Sites } from './sites/create-sites.ts'
import type { StompApplication } from './stomp/index.ts'

/** What the two protocols stand on. */
export interface Composed {
  services: Services
  sites: Sites
  identity: Identity
  live: StompApplication<LiveSession>
  /** Whether this node has seen the whole log lately: asked by `/ready`. */
  isReady(): boolean
  /** In reverse order of the start; resolves when what the follower has brought is archived and the files are closed. */
  stop(): Promise<void>
}

/** Tokens run out, and secrets are revoked, between frames too. */
const SWEEP_MILLISECONDS = 500

/** Config in, services out: the one place that knows which part is given to which (design §2). */
export async function createServices(
  config: Config,
  logger: Logger,
  onFatal: (error: Error) => void,
): Promise<Composed> {
  const shutdown = new Shutdown(logger)
  const warn = (what: string) => (error: unknown) => logger.warn({ err: error }, what)
  try {
    const node = nodeOf(config)
    if (config.mode === 'embedded') {
      await mkdir(config.dataFolder, { recursive: true })
      shutdown.add('data folder', await holdFile(join(config.dataFolder, 'server.lock')))
    }

    const database = createDatabase({ url: config.databaseUrl, onFatal })
    shutdown.add('database', () => database.stop())
    await database.migrate()
    const openedLog = await openEventLog({ url: config.logUrl, database, node, logger, onFatal })
    shutdown.add('event log', () => openedLog.stop())
    const log = plantBug(config.plantedBug, 'log', openedLog)
    const openedHistory = await openHistory({ url: config.historyUrl, onFatal })
    shutdown.add('history', () => openedHistory.stop())
    const history = plantBug(config.plantedBug, 'history', openedHistory)
    const signals = await openSignals({ url: config.logUrl, node, logger, onError: warn('signals: a follower failed') })
    shutdown.add('signals', () => signals.stop())

    const archive = createArchive({
      ...{ log, progress: createArchiveProgress(database), owner: node },
      ...(config.mode === 'cluster' && { nodes: createNodes(database) }),
    })
    const fence = createFence({ epochs: createEpochs(database), epoch: log.epoch, logger })
    // A single process has nobody to warn: it says why and ends.
    const lost = config.mode === 'embedded' ? onFatal : fence.lost
    const tail = new Tail({
      ...{ log, archived: await archive.archived(), budget: config.tailBytes },
      ...{ archivedNow: archive.archived, onLost: lost },
    })
    // The first to hear of a record: whoever asks after it is in the tail must not be answered from before.
    const access = plantBug(config.plantedBug, 'access', createAccess({ database, isFresh: () => tail.isFresh() }))
    tail.listen((records) => {
      for (const record of records) access.apply(record)
    })
    tail.onRestart(() => access.forget())
    const hub = new Hub(tail)
    await tail.start()
    shutdown.add('tail', () => tail.stop())
    const archiving = await archive.start({
      ...{ tail, history: plantBug(config.plantedBug, 'archived', history), logger, onMismatch: lost },
      ...(config.endAtStep && { onStep: endAt(config.endAtStep) }),
    })
    shutdown.add('archive', () => archiving.stop())
    if (config.mode === 'cluster') shutdown.add('fence', await fence.watch(tail))
    const outbox = createOutbox({ database, log, onError: warn('outbox: sweep failed, trying again') })
    shutdown.add('outbox', () => outbox.stop())

    const sites = await createSites({ database, onPollFailure: warn('sites: cannot read changes, trying again') })
    shutdown.add('sites', () => sites.stop())
    const members = createMembers({ database, sites })
    const rooms = createRooms({
      database,
      outbox,
      access,
      sites,
      seqAt: (room, at) => history.seqAt(room, at),
      newestPosition: (room) => tail.of(room).position,
      caughtUp: (room, position) => tail.caughtUp(room, position, CATCH_UP_MILLISECONDS),
      onRead: (room, member, position, readSeq) => signals.publish(room, { type: 'read', member, position, readSeq }),
    })
    shutdown.add('rooms', () => rooms.stop())
    const identity = createIdentity({ sites, admit: rooms.admit })

    const timeline = new Timeline({ tail, history })
    const rates = new Rates({ tail, ...config.rates })
    const messages = createMessages({ log, access, tail, timeline, rates, members: members.find, now: Date.now })

    const activity = new Activity({ hub, tail, rooms, logger })
    activity.start()
    shutdown.add('activity', () => activity.stop())
    const relay = await relaySignals({
      ...{ signals, hub, activity },
      onError: warn('live: a read marker was not told'),
    })
    shutdown.add('signal relay', () => relay.stop())
    const close = () => closeEnded(hub.sessions(), { sites, identity })
    const untold = warn('live: cannot tell whose connection has ended, trying again')
    const sweep = setInterval(() => void close().catch(untold), SWEEP_MILLISECONDS).unref()
    shutdown.add('session sweep', () => clearInterval(sweep))

    const live = createLive({
      nodeName: config.nodeName,
      hub,
      access,
      identity,
      messages,
      markRead: rooms.markRead,
      rates,
      signals,
      logger,
      tail,
      log,
      lastChangePosition: batched(rooms.summaries),
      originAllowed: sites.originAllowed,
    })

    return {
      services: { sites, members, rooms, messages },
      sites,
      identity,
      live,
      isReady: () => tail.isFresh() && tail.fenced === undefined,
      stop: () => shutdown.run(),
    }
  } catch (error) {
    await shutdown.run()
    throw error
  }
}

/** As a machine that loses its power there. */
const endAt = (last: ArchiveStep) => (step: ArchiveStep) => {
  if (step === last) process.kill(process.pid, 'SIGKILL')
}

/**
 * This process, among those that archive. Whoever holds the data folder is the only server on it, so what a killed one left is its own:
 * there is no lease to wait for.
 */
const nodeOf = ({ mode, nodeName }: Config): string =>
  mode === 'embedded' ? 'embedded' : `${nodeName}-${process.pid}-${randomBytes(4).toString('hex')}`

/** Many subscribers that resume in one tick ask SQL once. */
function batched(
  summaries: (rooms: readonly RoomKey[]) => Promise<{ site: string; id: string; lastChangePosition: number }[]>,
) {
  const loader = new DataLoader<RoomKey, number | undefined>(
    async (keys) => {
      const found = await summaries(keys)
      return keys.map(
        ({ site, room }) => found.find((summary) => summary.site === site && summary.id === room)?.lastChangePosition,
      )
    },
    { cache: false, maxBatchSize: 500 },
  )
  return (room: RoomKey): Promise<number | undefined> => loader.load(room)
}
