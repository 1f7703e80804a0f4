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

/** Why not, in the words of refusals; `JOIN` is a FORBIDDEN that joining cures. */
type Obstacle = 'NOT_FOUND' | 'FORBIDDEN' | 'JOIN' | 'MUTED' | 'FROZEN' | 'OPERATORS_ONLY'

/** What is asked: who, what, where, as what (of whatever state; undefined: never a member), when (milliseconds since 1970). */
type Question = [viewer: Viewer, action: RoomAction, room: Rules, membership: Held | undefined, now?: number]

export const may = (...question: Question): boolean => obstacleTo(...question) === undefined

/** Undefined is "yes". Who may not even see the room is told NOT_FOUND, so that nobody learns which rooms exist. */
export function whyNot(...question: Question): Refusal | undefined {
  const obstacle = obstacleTo(...question)
  return obstacle && refuse(obstacle, ...question)
}

/** All that the viewer may do here now, in the order of `roomActions`. */
export const viewerCan = (viewer: Viewer, room: Rules, membership: Held | undefined, now = Date.now()): RoomAction[] =>
  roomActions.filter((action) => may(viewer, action, room, membership, now))

/** The rules of design §8, the same for both protocols. A word, not an error: lists ask this for each of their rooms. */
function obstacleTo(...[viewer, action, room, membership, now = Date.now()]: Question): Obstacle | undefined {
  const unless = (allowed: boolean) => (allowed ? undefined : 'FORBIDDEN')
  if (viewer.site !== room.site) return 'NOT_FOUND'
  if (viewer.kind === 'server') return unless(serverMay(action, room))
  if (!maySee(viewer, room, membership)) return 'NOT_FOUND'
  switch (action) {
    case 'read':
      return mayRead(viewer, room, membership) ? undefined : 'JOIN'
    case 'post':
    case 'react':
      return obstacleToSpeech(viewer, action, room, membership, now)
    case 'join':
      return unless(mayJoin(viewer, room, membership))
    case 'leave':
      return unless(isActive(membership) && room.kind !== 'direct')
    case 'invite':
      return unless(mayInvite(viewer, room, membership))
    case 'setRole':
      return unless(isOwner(viewer, room, membership))
    case 'remove':
    case 'update':
    case 'deleteAny':
      return unless(isOperator(viewer, room, membership))
  }
}

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
function obstacleToSpeech(
  viewer: MemberViewer,
  action: 'post' | 'react',
  room: Rules,
  membership: Held | undefined,
  now: number,
): Obstacle | undefined {
  if (!isActive(membership)) return 'JOIN'
  if (membership.mutedUntil !== null && membership.mutedUntil > now) return 'MUTED'
  if (isOperator(viewer, room, membership)) return undefined
  if (room.frozen) return 'FROZEN'
  return action === 'post' && room.postPolicy === 'operators' ? 'OPERATORS_ONLY' : undefined
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

const forbidden: Record<RoomAction, string> = {
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

function refuse(obstacle: Obstacle, ...[, action, , membership, now = Date.now()]: Question): Refusal {
  switch (obstacle) {
    case 'NOT_FOUND':
      return notFound()
    case 'FORBIDDEN':
      return new Refusal({ code: 'FORBIDDEN', message: forbidden[action] })
    case 'JOIN':
      return new Refusal({ code: 'FORBIDDEN', message: 'Join this room first' })
    case 'FROZEN':
      return new Refusal({ code: 'FROZEN', message: 'This room is frozen: only its operators may write' })
    case 'OPERATORS_ONLY':
      return new Refusal({ code: 'OPERATORS_ONLY', message: 'Only operators may post in this room' })
    case 'MUTED': {
      const retryAfter = Math.ceil(((membership?.mutedUntil ?? now) - now) / 1_000)
      const message = `You are muted in this room for another ${retryAfter} seconds`
      return new Refusal({ code: 'MUTED', message, retryAfter })
    }
  }
}
