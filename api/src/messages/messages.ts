import {
  type EventId,
  limits,
  type Message,
  type NewRecord,
  type Position,
  parse,
  Refusal,
  type RoomId,
  roomKey,
} from '@damso/schema/model'
import type { MemberViewer, MessageService, Viewer } from '@damso/schema/services'
import * as v from 'valibot'
import { type EventLog, UnknownOutcome } from '../event-log/event-log.ts'
import type { ActContext, PreparedAct } from './acts/act.ts'
import { prepareDelete, prepareEdit, prepareReaction } from './acts/change.ts'
import { prepareImport } from './acts/import.ts'
import { prepareSend } from './acts/send.ts'

export interface MessagesOptions extends ActContext {
  log: EventLog
}

/** The acts in two halves, for who must keep the order of many (a connection). */
export interface Messages extends MessageService {
  prepare: {
    send(viewer: Viewer, room: RoomId, input: unknown): Promise<PreparedAct>
    edit(viewer: MemberViewer, room: RoomId, id: string, input: unknown): Promise<PreparedAct>
    delete(viewer: MemberViewer, room: RoomId, id: string, input: unknown): Promise<PreparedAct>
    react(viewer: MemberViewer, room: RoomId, id: string, input: unknown): Promise<PreparedAct>
  }
  /**
   * Resolves when it is durable, with the act's own place.
   * @throws {UnknownOutcome}
   */
  commit(act: PreparedAct): Promise<{ message: Message; position: Position }>
}

/** How long the follower may take to bring what was appended. */
const FOLLOW_MILLISECONDS = 5_000

const pageLimit = v.pipe(v.number(), v.integer(), v.minValue(1, 'must be at least 1'))

/** Everything that is said in rooms and read of them. STOMP and GraphQL call the same functions. */
export function createMessages({ log, ...context }: MessagesOptions): Messages {
  const prepare: Messages['prepare'] = {
    send: (viewer, room, input) => prepareSend(context, viewer, room, input),
    edit: (viewer, room, id, input) => prepareEdit(context, viewer, room, id, input),
    delete: (viewer, room, id, input) => prepareDelete(context, viewer, room, id, input),
    react: (viewer, room, id, input) => prepareReaction(context, viewer, room, id, input),
  }

  // The same nonce on two connections at once is one append. Held until the tail knows it: an append is answered before that.
  const underWay = new Map<EventId, Promise<Position[]>>()
  const append = (record: NewRecord): Promise<Position[]> => {
    const first = underWay.get(record.eventId)
    if (first) return first
    const appended = log.append([record])
    underWay.set(record.eventId, appended)
    appended
      .then(([position = 0]) => context.tail.caughtUp(record, position, FOLLOW_MILLISECONDS))
      .catch(() => {}) // whoever appended hears of it
      .then(() => underWay.delete(record.eventId))
    return appended
  }

  const commit: Messages['commit'] = async (act) => {
    if ('done' in act) return { message: act.done, position: act.position }
    const [own] = await append(act.record)
    if (own === undefined) throw new UnknownOutcome('the event log gave no position')
    context.tail.acknowledge(act.record, own)
    const position = act.retry ? await firstPlace(act.record, own) : own
    return { message: act.becomes(position), position }
  }

  /** An earlier try that landed meanwhile, by way of another node, is where the message stands. */
  async function firstPlace(record: NewRecord, own: Position): Promise<Position> {
    if (!(await context.tail.caughtUp(record, own, FOLLOW_MILLISECONDS)))
      throw new UnknownOutcome('this node cannot tell yet which of two tries came first')
    return context.tail.of(record).positionOf(record.eventId) ?? own
  }

  const finish = async (act: Promise<PreparedAct>): Promise<Message> => (await commit(await act)).message

  return {
    prepare,
    commit,
    send: (viewer, room, input, as) => finish(prepareSend(context, viewer, room, input, as)),
    edit: (viewer, room, id, input) => finish(prepare.edit(viewer, room, id, input)),
    delete: (viewer, room, id, input) => finish(prepare.delete(viewer, room, id, input)),
    react: (viewer, room, id, input) => finish(prepare.react(viewer, room, id, input)),

    async import(viewer, room, messages) {
      if (messages.length > limits.importMessages) {
        throw new Refusal({
          code: 'TOO_LONG',
          message: `messages is over its limit of ${limits.importMessages} items: send them in parts`,
          field: 'messages',
          limit: limits.importMessages,
        })
      }
      await context.access.check(viewer, 'post', room)
      context.rates.refuseWhenBusy(viewer.site)
      const acts = await prepareImport(context, viewer, room, messages)
      // One append keeps the order of the call.
      const records = new Map<EventId, NewRecord>()
      for (const act of acts)
        if ('value' in act && 'record' in act.value) records.set(act.value.record.eventId, act.value.record)
      const appended = records.size === 0 ? [] : await log.append([...records.values()])
      context.tail.acknowledge({ site: viewer.site, room }, appended.at(-1) ?? 0)
      const positions = new Map([...records.keys()].map((id, at) => [id, appended[at] as Position]))
      return acts.map((act) => {
        if ('refusal' in act) return act
        if ('done' in act.value) return { value: act.value.done }
        return { value: act.value.becomes(positions.get(act.value.record.eventId) as Position) }
      })
    },

    async page(viewer, room, window) {
      await context.access.check(viewer, 'read', room)
      const limit = Math.min(parse(pageLimit, window.limit), limits.pageSize)
      return context.timeline.page(roomKey(viewer, room), { ...window, limit })
    },

    async find(viewer, room, ids) {
      await context.access.check(viewer, 'read', room)
      return context.timeline.find(roomKey(viewer, room), ids)
    },
  }
}
