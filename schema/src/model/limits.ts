/**
 * Every bound of the contract in one place: the server enforces these, the widget and GraphQL's `Limits` show them,
 * PROTOCOL.md prints them. Sizes are octets of UTF-8 unless the name says otherwise.
 */
export const limits = {
  /** Text of one message. */
  messageBytes: 8_192,
  /** A member's name, a room's title, a site's name. */
  nameBytes: 200,
  /** A site's own user id (`sub` of the token) and a room's `key`. */
  keyBytes: 128,
  /** `picture`: an `https:` or `http:` URL. */
  pictureBytes: 2_048,
  /** A reaction's emoji: one grapheme, with its modifiers. */
  emojiBytes: 32,
  /** Different emoji on one message. */
  reactionKinds: 20,
  /** Members named in one message. */
  mentions: 50,
  /** Members of one room. */
  roomMembers: 20_000,
  /** Members named in one `addMembers`, `upsertMembers` or `setMembers` call. */
  membersPerCall: 1_000,
  /** Rooms granted by one token. */
  roomsPerToken: 100,
  /** Nodes of one connection page. */
  pageSize: 100,
  /** Messages of one `importMessages` call. */
  importMessages: 500,
  /** Rooms up to this size show who read what, and relay `read` signals to their subscribers. */
  readReceiptMembers: 100,
  /** Above this many members `act_at` is taken from the room (design §4). */
  largeRoomMembers: 200,
  /** Above this many members a room pushes no activity to `/user/queue/events`. */
  activityMembers: 1_000,
  /** One STOMP frame after CONNECT, headers and body together. */
  frameBytes: 65_536,
  /** One STOMP frame before CONNECT was answered. */
  helloBytes: 8_192,
  /** Time from opening a socket to a complete CONNECT, milliseconds. */
  helloMilliseconds: 5_000,
  /** Headers of one frame. */
  frameHeaders: 64,
  /** One header line. */
  headerBytes: 4_096,
  /** Subscriptions of one connection. */
  subscriptions: 128,
  /** Octets a slow socket may leave unread before it is closed with RESUME. */
  socketBytes: 1_048_576,
  /** Time a socket may make no progress before it is closed with RESUME, milliseconds. */
  socketStallMilliseconds: 10_000,
  /** One GraphQL request body. */
  requestBytes: 1_048_576,
  /** Cost of one GraphQL operation: one per field, times the size of each page around it. */
  queryCost: 20_000,
  /** Text of one GraphQL document. */
  queryBytes: 16_384,
  /** Nesting of one GraphQL operation. */
  queryDepth: 12,
  /** Aliases of one GraphQL document. */
  queryAliases: 15,
  /** Directives of one GraphQL document. */
  queryDirectives: 50,
  /** Tokens of one GraphQL document. */
  queryTokens: 1_000,
} as const

export type Limits = typeof limits
