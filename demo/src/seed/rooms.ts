import type { Community, SeedDirectRoom, SeedRoom } from '../communities/index.ts'
import type { Api } from './api.ts'
import { inventChatter } from './chatter.ts'
import { importHistory, nonceOf } from './import-history.ts'
import { markRead, openDirectRoom, type RoomMember, sendMessage, setMembers, upsertRoom } from './operations.ts'
import { parseTranscript } from './transcript.ts'

/** Who asks: the site's backend, or one of its members. */
export interface Callers {
  backend: Api
  as(member: string): Api
}

/** A room with a transcript is there at once; a large one is made, and filled later by `seedLargeRoom`. */
export async function seedRoom(callers: Callers, community: Community, room: SeedRoom, now: number): Promise<void> {
  const id = await upsertRoom(callers.backend, room.key, inputOf(room))
  if (room.transcript === undefined) return
  await setMembers(callers.backend, id, membersOf(community, room))
  const readers = community.personas
    .map(({ id: persona }) => persona)
    .filter((persona) => room.members.includes(persona))
  await tell(callers, { id, name: `room-${room.key}` }, readers, room, now)
}

export async function seedDirectRoom(callers: Callers, room: SeedDirectRoom, now: number): Promise<void> {
  const [one, other] = room.between
  const id = await openDirectRoom(callers.as(one), other)
  await tell(callers, { id, name: `${one}-${other}` }, room.between, room, now)
}

/**
 * A large room of invented messages. The personas join when it is complete: someone who joins has nothing unread.
 * @param from how many messages an earlier run stored
 */
export async function seedLargeRoom(
  callers: Callers,
  community: Community,
  room: SeedRoom,
  now: number,
  from: number,
  onProgress: (stored: number) => void,
): Promise<void> {
  const members = membersOf(community, room)
  const personas = new Set(community.personas.map(({ id }) => id))
  const others = members.filter((member) => !personas.has(member.id))
  const id = await upsertRoom(callers.backend, room.key, inputOf(room))
  await setMembers(callers.backend, id, others)
  const history = inventChatter(
    community.scenes,
    others.map((member) => member.id),
    { count: room.chatter ?? 0, days: 210, now, seed: room.key.length },
  )
  await importHistory(callers.backend, { id, name: `room-${room.key}` }, history, from, onProgress)
  await setMembers(callers.backend, id, members)
}

const inputOf = (room: SeedRoom) => ({
  title: room.title,
  kind: room.open ? ('PUBLIC' as const) : ('GROUP' as const),
  joinPolicy: room.open ? ('OPEN' as const) : ('INVITE' as const),
  postPolicy: room.announcements ? ('OPERATORS' as const) : ('MEMBERS' as const),
})

function membersOf(community: Community, room: SeedRoom): RoomMember[] {
  const invented = community.crowd(Math.max(0, (room.crowd ?? 0) - room.members.length)).map(({ id }) => id)
  return [...room.members, ...invented].map((id) => ({
    id,
    role: room.operators.includes(id) ? ('OPERATOR' as const) : ('MEMBER' as const),
  }))
}

/** Imports what was said, except for the newest that someone has not read: what is imported is never unread. */
async function tell(
  callers: Callers,
  room: { id: string; name: string },
  readers: readonly string[],
  { transcript = '', unread = {} }: Pick<SeedRoom, 'transcript' | 'unread'>,
  now: number,
): Promise<void> {
  const messages = parseTranscript(transcript, now)
  const past = messages.length - Math.max(0, ...Object.values(unread))
  const positions = await importHistory(callers.backend, room, messages.slice(0, past))
  for (const [index, { as, text }] of messages.entries()) {
    if (index < past) continue
    positions.push(await sendMessage(callers.backend, room.id, { as, text, nonce: nonceOf(room.name, index) }))
  }
  for (const reader of readers) {
    const position = positions[positions.length - 1 - (unread[reader] ?? 0)]
    if (position !== undefined) await markRead(callers.as(reader), room.id, position)
  }
}
