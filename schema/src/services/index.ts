/**
 * What GraphQL resolvers and STOMP destinations may call: interfaces only, one per noun. Every call takes the viewer first
 * and asks `access` itself, so the two protocols cannot differ. An expected "no" is thrown as `Refusal`.
 * @module
 */
import type { MemberService } from './members.ts'
import type { MessageService } from './messages.ts'
import type { RoomService } from './rooms.ts'
import type { SiteService } from './sites.ts'

export * from './members.ts'
export * from './messages.ts'
export * from './page.ts'
export * from './rooms.ts'
export * from './sites.ts'
export * from './viewer.ts'

export interface Services {
  sites: SiteService
  members: MemberService
  rooms: RoomService
  messages: MessageService
}
