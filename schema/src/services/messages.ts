import type {
  DeleteInput,
  EditInput,
  ImportInput,
  MemberId,
  Message,
  MessageId,
  Position,
  ReactionInput,
  Refusal,
  RoomId,
  SendInput,
} from '../model/index.ts'
import type { Outcome } from './members.ts'
import type { MemberViewer, Viewer } from './viewer.ts'

export type { Refusal }

/** Which messages of a room: the newest, or those next to a place. At most one of before, after, around and aroundDate. */
export interface MessageWindow {
  /** 1 to `limits.pageSize`. */
  limit: number
  before?: Position
  after?: Position
  around?: MessageId
  /** Milliseconds since 1970. */
  aroundDate?: number
  /** The highest position of this room that the caller saw anywhere: the node first catches up to it (§7), or refuses. */
  atLeast?: Position
}

/** Oldest first. */
export interface MessagePage {
  messages: Message[]
  hasPreviousPage: boolean
  hasNextPage: boolean
  /** The page is complete up to here: SUBSCRIBE after it, and nothing is missed or seen twice. */
  position: Position
}

/** Inputs are checked here, not by callers, so they are taken as they came. */
export interface MessageService {
  /** @param as a server says whose message it is */
  send(viewer: Viewer, room: RoomId, input: SendInput | unknown, as?: MemberId): Promise<Message>
  edit(viewer: MemberViewer, room: RoomId, id: MessageId, input: EditInput | unknown): Promise<Message>
  delete(viewer: MemberViewer, room: RoomId, id: MessageId, input: DeleteInput | unknown): Promise<Message>
  react(viewer: MemberViewer, room: RoomId, id: MessageId, input: ReactionInput | unknown): Promise<Message>
  /** Up to `limits.importMessages`; each idempotent by (room, as, nonce). */
  import(viewer: Viewer, room: RoomId, messages: readonly (ImportInput | unknown)[]): Promise<Outcome<Message>[]>
  page(viewer: Viewer, room: RoomId, window: MessageWindow): Promise<MessagePage>
  /** Batched; absent or of another room: undefined. */
  find(viewer: Viewer, room: RoomId, ids: readonly MessageId[]): Promise<(Message | undefined)[]>
}
