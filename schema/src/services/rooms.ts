import type {
  Member,
  MemberId,
  Membership,
  Notify,
  Position,
  Room,
  RoomAction,
  RoomId,
  RoomRole,
} from '../model/index.ts'
import type { Page, PageArguments } from './page.ts'
import type { MemberViewer, ServerViewer, Viewer } from './viewer.ts'

/** A room as the viewer sees it: with their membership, and the other member of a direct room. */
export interface ViewedRoom extends Room {
  /** Null: the viewer is no active member (or a server). */
  viewerMembership: Membership | null
  viewerCan: RoomAction[]
  /** The other member of a direct room, else null. */
  counterpart: Member | null
  /** `lastSeq − readSeq`, 0 without membership. */
  unreadCount: number
}

export interface MembershipWithMember extends Membership {
  memberOf: Member
}

/** Inputs are checked by the service, so they are taken as they came (absent: unchanged; null: cleared). */
export interface RoomService {
  /** Latest activity first; one SQL statement a page. */
  list(
    viewer: MemberViewer,
    args: PageArguments & { unreadOnly?: boolean; search?: string | null },
  ): Promise<Page<ViewedRoom>>
  unreadTotal(viewer: MemberViewer): Promise<number>
  publicRooms(viewer: MemberViewer, args: PageArguments & { search?: string | null }): Promise<Page<ViewedRoom>>
  /** By id or by key; undefined: absent or not yours to see. */
  find(viewer: Viewer, by: { id: RoomId } | { key: string }): Promise<ViewedRoom | undefined>
  /** Batched by id. */
  findMany(viewer: Viewer, ids: readonly RoomId[]): Promise<(ViewedRoom | undefined)[]>
  memberships(
    viewer: Viewer,
    room: RoomId,
    args: PageArguments & { search?: string | null },
  ): Promise<Page<MembershipWithMember>>

  create(viewer: MemberViewer, input: unknown): Promise<ViewedRoom>
  openDirect(viewer: MemberViewer, other: MemberId): Promise<ViewedRoom>
  update(viewer: Viewer, room: RoomId, input: unknown): Promise<ViewedRoom>
  join(viewer: MemberViewer, room: RoomId): Promise<Membership>
  leave(viewer: MemberViewer, room: RoomId): Promise<ViewedRoom>
  addMembers(viewer: Viewer, room: RoomId, members: readonly MemberId[]): Promise<ViewedRoom>
  /** Answers after the removal stands in the event log (design §3). */
  removeMember(viewer: Viewer, room: RoomId, member: MemberId): Promise<ViewedRoom>
  setRole(viewer: Viewer, room: RoomId, member: MemberId, role: RoomRole): Promise<Membership>
  setNotify(viewer: MemberViewer, room: RoomId, notify: Notify): Promise<Membership>
  /** Never moves back. Resolves after the commit. */
  markRead(viewer: MemberViewer, room: RoomId, position: Position): Promise<Membership>

  /** Idempotent by the site's own key. */
  upsert(viewer: ServerViewer, key: string, input: unknown): Promise<ViewedRoom>
  /** The room's members become exactly these. */
  setMembers(viewer: ServerViewer, room: RoomId, members: readonly unknown[]): Promise<ViewedRoom>
}
