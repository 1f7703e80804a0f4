import { type Membership, Refusal, type Room, type RoomAction, roomActions } from '@damso/schema/model'
import type { MemberViewer, Viewer } from '@damso/schema/services'

/** What the rules need to know of a membership; the rest of it (markers, wishes) changes without a record. */
export type Standing = Pick<Membership, 'site' | 'room' | 'member' | 'role' | 'state' | 'version' | 'mutedUntil'>

/** What the rules need to know of a room. */
export type RoomSettings = Pick<
  Room,
  'site' | 'id' | 'key' | 'kind' | 'title' | 'picture' | 'joinPolicy' | 'postPolicy' | 'slowModeSeconds' | 'frozen'
>

type Rules = Pick<RoomSettings, 'site' | 'kind' | 'joinPolicy' | 'postPolicy' | 'frozen'>
type Held = Pick<Standing, 'role' | 'state' | 'mutedUntil'>

/**
 * The rules of design §8, the same for both protocols: undefined is "yes", a refusal says why not. Who may not even see
 * the room is told NOT_FOUND, so that nobody learns which rooms exist.
 *
 * @param membership the viewer's own, of whatever state; undefined: they never had one
 * @param now milliseconds since 1970
 */
export function whyNot(
  viewer: Viewer,
  action: RoomAction,
  room: Rules,
  membership: Held | undefined,
  now = Date.now(),
): Refusal | undefined {
  if (viewer.site !== room.site) return notFound()
  if (viewer.kind === 'server') return serverMay(action, room) ? undefined : forbidden(action)
  if (!maySee(viewer, room, membership)) return notFound()
  switch (action) {
    case 'read':
      return mayRead(viewer, room, membership) ? undefined : joinFirst()
    case 'post':
    case 'react':
      return whyNotSpeak(viewer, action, room, membership, now)
    case 'join':
      return mayJoin(viewer, room, membership) ? undefined : forbidden(action)
    case 'leave':
      return isActive(membership) && room.kind !== 'direct' ? undefined : forbidden(action)
    case 'invite':
      return mayInvite(viewer, room, membership) ? undefined : forbidden(action)
    case 'setRole':
      return isOwner(viewer, room, membership) ? undefined : forbidden(action)
    case 'remove':
    case 'update':
    case 'deleteAny':
      return isOperator(viewer, room, membership) ? undefined : forbidden(action)
  }
}

export const may = (...asked: Parameters<typeof whyNot>): boolean => whyNot(...asked) === undefined

/** All that the viewer may do here now, in the order of `roomActions`. */
export const viewerCan = (viewer: Viewer, room: Rules, membership: Held | undefined, now = Date.now()): RoomAction[] =>
  roomActions.filter((action) => may(viewer, action, room, membership, now))

/** Whether the room exists for this viewer at all: as a member, or as someone who finds it and may ask to come in. */
export function maySee(viewer: Viewer, room: Rules, membership: Held | undefined): boolean {
  if (viewer.site !== room.site) return false
  if (viewer.kind === 'server' || mayRead(viewer, room, membership)) return true
  if (room.kind === 'direct' || isKeptOut(membership)) return false
  return room.kind === 'public' || room.joinPolicy === 'open'
}

/** Absent, or not yours to see: one answer for both. */
export const notFound = (what = 'room'): Refusal =>
  new Refusal({ code: 'NOT_FOUND', message: `There is no such ${what}, or it is not yours to see` })

type Active = Held & { state: 'active' }

const isActive = (membership: Held | undefined): membership is Active => membership?.state === 'active'
const isKeptOut = (membership: Held | undefined): boolean =>
  membership?.state === 'removed' || membership?.state === 'banned'

/** A site's operators moderate every room but the private talk of two others. */
const overseesRoom = (viewer: MemberViewer, room: Rules): boolean =>
  viewer.role === 'operator' && room.kind !== 'direct'

const mayRead = (viewer: MemberViewer, room: Rules, membership: Held | undefined): boolean =>
  isActive(membership) || (overseesRoom(viewer, room) && membership?.state !== 'banned')

const isOperator = (viewer: MemberViewer, room: Rules, membership: Held | undefined): boolean =>
  room.kind !== 'direct' && (overseesRoom(viewer, room) || (isActive(membership) && membership.role !== 'member'))

const isOwner = (viewer: MemberViewer, room: Rules, membership: Held | undefined): boolean =>
  room.kind !== 'direct' && (overseesRoom(viewer, room) || (isActive(membership) && membership.role === 'owner'))

/** Who was removed comes back when an operator adds them, not by themselves: else a removal would mean nothing. */
const mayJoin = (viewer: MemberViewer, room: Rules, membership: Held | undefined): boolean =>
  room.kind !== 'direct' &&
  !isActive(membership) &&
  !isKeptOut(membership) &&
  (room.joinPolicy === 'open' || overseesRoom(viewer, room))

const mayInvite = (viewer: MemberViewer, room: Rules, membership: Held | undefined): boolean =>
  room.kind !== 'direct' &&
  (isOperator(viewer, room, membership) || (isActive(membership) && room.joinPolicy !== 'operators'))

/** Writing needs a membership, also of the site's operators: what is said in a room is said by one of its members. */
function whyNotSpeak(
  viewer: MemberViewer,
  action: 'post' | 'react',
  room: Rules,
  membership: Held | undefined,
  now: number,
): Refusal | undefined {
  if (!isActive(membership)) return joinFirst()
  if (membership.mutedUntil !== null && membership.mutedUntil > now) {
    const retryAfter = Math.ceil((membership.mutedUntil - now) / 1_000)
    return new Refusal({
      code: 'MUTED',
      message: `You are muted in this room for another ${retryAfter} seconds`,
      retryAfter,
    })
  }
  if (isOperator(viewer, room, membership)) return undefined
  if (room.frozen) return new Refusal({ code: 'FROZEN', message: 'This room is frozen: only its operators may write' })
  if (action === 'post' && room.postPolicy === 'operators')
    return new Refusal({ code: 'OPERATORS_ONLY', message: 'Only operators may post in this room' })
  return undefined
}

/** A site's backend does everything but what only a person can: react, join, leave; and two people's room stays theirs. */
function serverMay(action: RoomAction, room: Rules): boolean {
  switch (action) {
    case 'read':
    case 'post':
    case 'deleteAny':
      return true
    case 'invite':
    case 'remove':
    case 'setRole':
    case 'update':
      return room.kind !== 'direct'
    case 'react':
    case 'join':
    case 'leave':
      return false
  }
}

const joinFirst = (): Refusal => new Refusal({ code: 'FORBIDDEN', message: 'Join this room first' })

const refusals: Record<RoomAction, string> = {
  read: 'You may not read this room',
  post: 'You may not post in this room',
  react: 'You may not react in this room',
  invite: 'You may not add members to this room: ask one of its operators',
  remove: 'Only operators of this room may remove members',
  setRole: 'Only owners of this room may change roles',
  update: 'Only operators of this room may change its settings',
  deleteAny: 'Only operators of this room may delete what others wrote',
  join: 'You cannot join this room by yourself: ask one of its operators',
  leave: 'You cannot leave this room',
}

const forbidden = (action: RoomAction): Refusal => new Refusal({ code: 'FORBIDDEN', message: refusals[action] })
