import type { Community } from '../communities/index.ts'
import { upsertMembers } from './operations.ts'
import type { Progress } from './progress.ts'
import { type Callers, seedDirectRoom, seedLargeRoom, seedRoom } from './rooms.ts'

import { parseTranscript } from './transcript.ts'

export { createApi } from './api.ts'
export { openProgress, type Progress } from './progress.ts'
export type { Callers } from './rooms.ts'

/** Members, rooms and what was said in the small ones, through the public API. Does nothing the second time. */
export async function seedRooms(community: Community, callers: Callers, progress: Progress): Promise<void> {
  await once(progress, `${community.site}/members`, async () => {
    const crowd = Math.max(...community.rooms.map((room) => room.crowd ?? 0))
    await upsertMembers(callers.backend, [...community.members, ...community.crowd(crowd)])
  })
  const { startedAt } = progress
  const rooms = [
    ...community.directRooms.map((room) => ({
      name: `direct/${room.between.join('-')}`,
      lastSaid: lastSaid(room.transcript, startedAt),
      seed: () => seedDirectRoom(callers, room, startedAt),
    })),
    ...community.rooms.map((room) => ({
      name: room.key,
      lastSaid: lastSaid(room.transcript, startedAt),
      seed: () => seedRoom(callers, community, room, startedAt),
    })),
  ]
  // Lists are in the order of activity, and a new room is activity: the quietest first.
  rooms.sort((a, b) => a.lastSaid - b.lastSaid)
  for (const room of rooms) await once(progress, `${community.site}/${room.name}`, room.seed)
}

const lastSaid = (transcript: string | undefined, now: number): number =>
  parseTranscript(transcript ?? '', now).at(-1)?.sentAt ?? now - 86_400_000

/**
 * The rooms with thousands of messages, in the background; goes on where an earlier run stopped.
 * @param onProgress room's title, messages stored, messages in all
 */
export async function seedLargeRooms(
  community: Community,
  callers: Callers,
  progress: Progress,
  onProgress: (title: string, stored: number, count: number) => void,
): Promise<void> {
  for (const room of community.rooms) {
    const count = room.chatter
    if (count === undefined) continue
    const step = `${community.site}/${room.key}/history`
    await once(progress, step, () =>
      seedLargeRoom(callers, community, room, progress.startedAt, progress.stored(step), (stored) => {
        progress.store(step, stored)
        onProgress(room.title, stored, count)
      }),
    )
  }
}

async function once(progress: Progress, step: string, work: () => Promise<void>): Promise<void> {
  if (progress.isDone(step)) return
  await work()
  progress.finish(step)
}
