import type { Community, SeedDirectRoom, SeedRoom } from '../communities/index.ts'
import type { Api } from './api.ts'
import { inventChatter } from './chatter.ts'
import { importHistory } from './import-history.ts'
import { markRead, openDirectRoom, type RoomMember, setMembers, upsertRoom } from './operations.ts'
import { parseTranscript } from './transcript.ts'

/** Who asks: the site's backend, or one of its members. */
export interface Callers {
  backend: Api
  as(member: string): Api
}

/** A room with a transcript: small, and there at once. */
export async function seedRoom(callers: Callers, community: Community, room: SeedRoom, now: number): Promise<void> {
  const id = await upsertRoom(callers.backend, room.key, inputOf(room))
  await setMembers(callers.backend, id, membersOf(community, room))
  const positions = await importHistory(
    callers.backend,
    { id, name: `room-${room.key}` },
    parseTranscript(room.transcript ?? '', now),
  )
  const readers = community.personas
    .map(({ id: persona }) => persona)
    .filter((persona) => room.members.includes(persona))
  await markReaders(callers, id, readers, positions, room.unread)
}

export async function seedDirectRoom(callers: Callers, room: SeedDirectRoom, now: number): Promise<void> {
  const [one, other] = room.between
  const id = await openDirectRoom(callers.as(one), other)
  const positions = await importHistory(
    callers.backend,
    { id, name: `${one}-${other}` },
    parseTranscript(room.transcript, now),
  )
  await markReaders(callers, id, room.between, positions, room.unread)
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

async function markReaders(
  callers: Callers,
  room: string,
  readers: readonly string[],
  positions: readonly number[],
  unread: Record<string, number> = {},
): Promise<void> {
  for (const reader of readers) {
    const position = positions[positions.length - 1 - (unread[reader] ?? 0)]
    if (position !== undefined) await markRead(callers.as(reader), room, position)
  }
}
